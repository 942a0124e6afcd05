/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a job template to a job in Slurm's queue. */
#include "stand_in.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

int slurm_error(int returned)
{
	return returned == SLURM_ERROR ? errno : returned;
}

static const struct strings none = {.items = (char *[]){NULL}};

static const struct strings *values(const struct template *template, enum attribute attribute)
{
	return template->values[attribute] ? template->values[attribute] : &none;
}

/* The script that Slurm runs: the command with its arguments, each in single quotes. */
static char *script(const struct template *template)
{
	char *text;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	fprintf(out, "#!/bin/bash\n%s", template_text(template, REMOTE_COMMAND));
	for (char **item = values(template, ARGUMENTS)->items; *item; item++)
		fprintf(out, " '%s'", *item);
	fputc('\n', out);
	fclose(out);
	return text;
}

static bool is_set_in(const struct strings *assignments, const char *variable)
{
	size_t name = strcspn(variable, "=") + 1;

	for (char **item = assignments->items; *item; item++)
		if (strncmp(*item, variable, name) == 0)
			return true;
	return false;
}

/* The environment of the caller and of the template, and what sbatch adds. */
static char **environment(const struct template *template, const char *directory, uint32_t *size)
{
	const struct strings *own = values(template, ENVIRONMENT);
	size_t most = 3;
	char **result;
	mode_t mask = umask(0);

	umask(mask);
	for (char **item = environ; *item; item++)
		most++;
	for (char **item = own->items; *item; item++)
		most++;
	result = calloc(most, sizeof(char *));
	*size = 0;
	for (char **item = environ; *item; item++)
		if (!is_set_in(own, *item))
			result[(*size)++] = strdup(*item);
	for (char **item = own->items; *item; item++)
		result[(*size)++] = strdup(*item);
	if (asprintf(&result[(*size)++], "SLURM_SUBMIT_DIR=%s", directory) < 0 ||
	    asprintf(&result[(*size)++], "SLURM_UMASK=%04o", mask) < 0)
		abort();
	return result;
}

/* The path of "[host]:path". Slurm has no use for the host. */
static int path(const struct template *template, enum attribute attribute, char **found,
		struct diagnosis diagnosis)
{
	const char *text = template_text(template, attribute);
	const char *colon = text ? strchr(text, ':') : NULL;

	*found = colon ? (char *)colon + 1 : NULL;
	if (text && !colon)
		return fail(diagnosis, INVALID_ATTRIBUTE_FORMAT, "missing colon in path '%s'", text);
	return SUCCESS;
}

static int paths(const struct template *template, job_desc_msg_t *job, struct diagnosis diagnosis)
{
	const char *join = template_text(template, JOIN_FILES);
	int code = path(template, OUTPUT_PATH, &job->std_out, diagnosis);

	if (!code)
		code = path(template, ERROR_PATH, &job->std_err, diagnosis);
	if (!code)
		code = path(template, INPUT_PATH, &job->std_in, diagnosis);
	if (!code && join && strcasecmp(join, "y") == 0)
		job->std_err = job->std_out;
	return code;
}

static int describe(const struct template *template, job_desc_msg_t *job, char *native,
		    struct diagnosis diagnosis)
{
	const char *state = template_text(template, SUBMISSION_STATE);
	int code = paths(template, job, diagnosis);

	if (!code && native)
		code = native_apply(job, native, diagnosis);
	job->user_id = getuid();
	job->group_id = getgid();
	if (template_text(template, JOB_NAME))
		job->name = (char *)template_text(template, JOB_NAME);
	if (state && strcmp(state, "drmaa_hold") == 0)
		job->priority = 0;
	return code;
}

static int submit(job_desc_msg_t *job, uint32_t *id, struct diagnosis diagnosis)
{
	submit_response_msg_t *response = NULL;
	int error = slurm_error(slurm_submit_batch_job(job, &response));

	if (!error) {
		*id = response->job_id;
		slurm_free_submit_response_response_msg(response);
		return SUCCESS;
	}
	/* The ranges are those of slurm-drmaa 1.1.6, slurm_drmaa/session.c. */
	enum error_code code = INTERNAL_ERROR;
	if (error == EAGAIN || (error >= 5000 && error < 6000))
		code = DRM_COMMUNICATION_FAILURE;
	else if (error >= 2000 && error < 4000)
		code = DENIED_BY_DRM;
	return fail(diagnosis, code, "slurm_submit_batch_job error: %s", slurm_strerror(error));
}

int job_submit(const struct template *template, uint32_t *id, struct diagnosis diagnosis)
{
	const char *directory = template_text(template, WORKING_DIRECTORY);
	const char *specification = template_text(template, NATIVE_SPECIFICATION);
	char *native = specification ? strdup(specification) : NULL;
	char here[4096] = "/";
	job_desc_msg_t job;
	int code;

	if (!template_text(template, REMOTE_COMMAND))
		return fail(diagnosis, CONFLICTING_ATTRIBUTE_VALUES,
			    "drmaa_remote_command not set for job template");
	slurm_init_job_desc_msg(&job);
	job.work_dir = directory ? (char *)directory : getcwd(here, sizeof(here));
	job.script = script(template);
	job.environment = environment(template, job.work_dir, &job.env_size);
	code = describe(template, &job, native, diagnosis);
	if (!code)
		code = submit(&job, id, diagnosis);
	for (uint32_t i = 0; i < job.env_size; i++)
		free(job.environment[i]);
	free(job.environment);
	free(job.script);
	free(native);
	return code;
}
