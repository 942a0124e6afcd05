/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Native specifications: the options that Galaxy sites use most, in the form that slurm-drmaa takes
 * them ("--name=value" or "-n value"; memory in megabytes without a unit). What it refuses is
 * refused here as well: slurm-drmaa 1.1.6, slurm_drmaa/util.c.
 */
#include "stand_in.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { FLAG, TEXT, NUMBER, SHORT_NUMBER, MINUTES, NODES, MEMORY, MEMORY_PER_CPU };

static const struct option {
	const char *name;
	char letter;
	enum kind kind;
	size_t offset;
} options[] = {
	{"account", 'A', TEXT, offsetof(job_desc_msg_t, account)},
	{"comment", 0, TEXT, offsetof(job_desc_msg_t, comment)},
	{"constraint", 'C', TEXT, offsetof(job_desc_msg_t, features)},
	{"cpus-per-task", 'c', SHORT_NUMBER, offsetof(job_desc_msg_t, cpus_per_task)},
	{"dependency", 'd', TEXT, offsetof(job_desc_msg_t, dependency)},
	{"exclude", 'x', TEXT, offsetof(job_desc_msg_t, exc_nodes)},
	{"exclusive", 0, FLAG, offsetof(job_desc_msg_t, shared)},
	{"gres", 0, TEXT, offsetof(job_desc_msg_t, tres_per_node)},
	{"job_name", 'J', TEXT, offsetof(job_desc_msg_t, name)},
	{"mem", 0, MEMORY, 0},
	{"mem-per-cpu", 0, MEMORY_PER_CPU, 0},
	{"nodelist", 'w', TEXT, offsetof(job_desc_msg_t, req_nodes)},
	{"nodes", 'N', NODES, 0},
	{"ntasks", 'n', NUMBER, offsetof(job_desc_msg_t, num_tasks)},
	{"ntasks-per-node", 0, SHORT_NUMBER, offsetof(job_desc_msg_t, ntasks_per_node)},
	{"partition", 'p', TEXT, offsetof(job_desc_msg_t, partition)},
	{"qos", 0, TEXT, offsetof(job_desc_msg_t, qos)},
	{"reservation", 0, TEXT, offsetof(job_desc_msg_t, reservation)},
	{"time", 't', MINUTES, offsetof(job_desc_msg_t, time_limit)},
};

static const struct option *find(const char *name, char letter)
{
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (name ? strcmp(options[i].name, name) == 0 : options[i].letter == letter)
			return &options[i];
	return NULL;
}

static bool number(const char *text, uint32_t *value)
{
	char *end;

	errno = 0;
	*value = strtoul(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && !errno;
}

/* Reads M, M:S, H:M:S, D-H, D-H:M or D-H:M:S, rounded up to minutes as sbatch does. */
static bool minutes(const char *text, uint32_t *value)
{
	unsigned days = 0, part[3] = {0};
	const char *clock = strchr(text, '-');
	int read;

	if (clock && sscanf(text, "%u-", &days) != 1)
		return false;
	read = sscanf(clock ? clock + 1 : text, "%u:%u:%u", &part[0], &part[1], &part[2]);
	if (read < 1)
		return false;
	if (clock || read == 3) /* begins with hours */
		*value = days * 1440 + part[0] * 60 + part[1] + (part[2] > 0);
	else
		*value = part[0] + (part[1] > 0);
	return true;
}

static bool nodes(job_desc_msg_t *job, char *text)
{
	char *most = strchr(text, '-');

	if (most)
		*most++ = '\0';
	return number(text, &job->min_nodes) && number(most ? most : text, &job->max_nodes);
}

static bool apply(job_desc_msg_t *job, const struct option *option, char *value)
{
	void *member = (char *)job + option->offset;
	uint32_t read = 0;

	switch (option->kind) {
	case FLAG:
		*(uint16_t *)member = 0; /* --exclusive: not shared */
		return true;
	case TEXT:
		*(char **)member = value;
		return true;
	case NUMBER:
		return number(value, member);
	case SHORT_NUMBER:
		if (!number(value, &read) || read >= NO_VAL16)
			return false;
		*(uint16_t *)member = read;
		return true;
	case MINUTES:
		return minutes(value, member);
	case NODES:
		return nodes(job, value);
	case MEMORY:
	case MEMORY_PER_CPU:
		if (!number(value, &read))
			return false;
		job->pn_min_memory = read | (option->kind == MEMORY ? 0 : MEM_PER_CPU);
		return true;
	}
	return false;
}

/* Cuts one option off the words; returns its value, or NULL where it has none. */
static char *cut(char *word, char **rest, const struct option **option)
{
	char *value;

	if (strncmp(word, "--", 2) == 0) {
		value = strchr(word, '=');
		if (value)
			*value++ = '\0';
		*option = find(word + 2, 0);
		return value;
	}
	*option = word[0] == '-' && strlen(word) == 2 ? find(NULL, word[1]) : NULL;
	return *option ? strtok_r(NULL, " \t", rest) : NULL;
}

int native_apply(job_desc_msg_t *job, char *text, struct diagnosis diagnosis)
{
	char *rest = NULL;

	for (char *word = strtok_r(text, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
		const struct option *option;
		char *value = cut(word, &rest, &option);

		if (!option)
			return fail(diagnosis, INVALID_ATTRIBUTE_VALUE,
				    "Invalid native specification: the stand-in knows no option %s", word);
		if (!value && option->kind != FLAG)
			return fail(diagnosis, INVALID_ATTRIBUTE_VALUE,
				    "Invalid native specification: long option missing '='?");
		if (!apply(job, option, value))
			return fail(diagnosis, INVALID_ATTRIBUTE_VALUE,
				    "Invalid native specification: --%s takes no %s", option->name, value);
	}
	if (job->num_tasks != NO_VAL || job->cpus_per_task != NO_VAL16)
		job->min_cpus = (job->num_tasks == NO_VAL ? 1 : job->num_tasks) *
				(job->cpus_per_task == NO_VAL16 ? 1 : job->cpus_per_task);
	return SUCCESS;
}
