/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session and its jobs. */
#include "stand_in.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ALL_JOBS "DRMAA_JOB_IDS_SESSION_ALL"
#define ANY_JOB "DRMAA_JOB_IDS_SESSION_ANY"
#define WAIT_FOREVER -1
#define POLL_MICROSECONDS 250000

enum state {
	UNDETERMINED = 0x00,
	QUEUED_ACTIVE = 0x10,
	SYSTEM_ON_HOLD = 0x11,
	USER_ON_HOLD = 0x12,
	RUNNING = 0x20,
	SYSTEM_SUSPENDED = 0x21,
	DONE = 0x30,
	FAILED = 0x40,
};

enum action { SUSPEND, RESUME, HOLD, RELEASE, TERMINATE };

/* A job that this session submitted or was asked about. */
struct job {
	struct job *next;
	uint32_t id;
	enum state state;
	int status;
	time_t times[3]; /* of submission, start and end */
	bool completing; /* ended, but the exit code may not be known yet */
	bool reaped;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool active;
static struct job *jobs;

static void connect_to_slurm(void)
{
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(22, 11, 0)
	static bool done;

	if (!done)
		slurm_init(NULL);
	done = true;
#endif
}

static struct job *known(uint32_t id)
{
	struct job *job = jobs;

	while (job && job->id != id)
		job = job->next;
	if (!job) {
		job = calloc(1, sizeof(*job));
		job->id = id;
		job->next = jobs;
		jobs = job;
	}
	return job;
}

/* Begins a call: takes the lock, which end() gives back, also where this fails. */
static int begin(struct diagnosis diagnosis)
{
	pthread_mutex_lock(&lock);
	return active ? SUCCESS : fail(diagnosis, NO_ACTIVE_SESSION, "there is no DRMAA session");
}

static int end(int code)
{
	pthread_mutex_unlock(&lock);
	return code;
}

static int parse_id(const char *text, uint32_t *id, struct diagnosis diagnosis)
{
	char *rest;

	*id = strtoul(text, &rest, 10);
	if (!*id || *rest)
		return fail(diagnosis, INVALID_JOB, "'%s' is no job id", text);
	return SUCCESS;
}

static enum state pending(uint32_t reason)
{
	if (reason == WAIT_HELD_USER)
		return USER_ON_HOLD;
	return reason == WAIT_HELD ? SYSTEM_ON_HOLD : QUEUED_ACTIVE;
}

static enum state interpret(const slurm_job_info_t *info)
{
	switch (info->job_state & JOB_STATE_BASE) {
	case JOB_PENDING:
		return pending(info->state_reason);
	case JOB_RUNNING:
		return RUNNING;
	case JOB_SUSPENDED:
		return SYSTEM_SUSPENDED;
	case JOB_COMPLETE:
		return DONE;
	default:
		return FAILED;
	}
}

static void note(struct job *job, const slurm_job_info_t *info)
{
	bool started = info->nodes && *info->nodes;

	job->state = interpret(info);
	job->completing = (info->job_state & JOB_COMPLETING) != 0;
	job->times[0] = info->submit_time;
	job->times[1] = info->start_time;
	job->times[2] = info->end_time;
	job->status = info->exit_code & 0xffff;
	if ((info->job_state & JOB_STATE_BASE) == JOB_CANCELLED && !started)
		job->status = ABORTED;
}

static bool has_ended(const struct job *job)
{
	return job->state >= DONE && !job->completing;
}

/* Asks Slurm. A job that it has forgotten is taken for done where it was seen to run. */
static int refresh(struct job *job, struct diagnosis diagnosis)
{
	job_info_msg_t *message = NULL;
	int error;

	if (has_ended(job))
		return SUCCESS;
	error = slurm_error(slurm_load_job(&message, job->id, SHOW_ALL));
	if (error == ESLURM_INVALID_JOB_ID) {
		job->state = job->state >= RUNNING ? DONE : FAILED;
		job->status = job->state == DONE ? 0 : ABORTED;
		job->completing = false;
		return SUCCESS;
	}
	if (error)
		return fail(diagnosis,
			    error == SLURM_PROTOCOL_SOCKET_IMPL_TIMEOUT ||
					    error == SLURMCTLD_COMMUNICATIONS_CONNECTION_ERROR
				    ? DRM_COMMUNICATION_FAILURE
				    : INTERNAL_ERROR,
			    "slurm_load_jobs error: %s,job_id: %u", slurm_strerror(error), job->id);
	note(job, &message->job_array[0]);
	slurm_free_job_info_msg(message);
	return SUCCESS;
}

API int drmaa_init(const char *contact, char *text, size_t length)
{
	int code = begin((struct diagnosis){text, length});

	(void)contact;
	if (!code)
		return end(fail((struct diagnosis){text, length}, ALREADY_ACTIVE_SESSION,
				"there is a DRMAA session already"));
	connect_to_slurm();
	active = true;
	return end(SUCCESS);
}

API int drmaa_exit(char *text, size_t length)
{
	int code = begin((struct diagnosis){text, length});

	while (!code && jobs) {
		struct job *job = jobs;

		jobs = job->next;
		free(job);
	}
	active = false;
	return end(code);
}

API int drmaa_run_job(char *id, size_t id_length, const struct template *template, char *text,
		      size_t length)
{
	struct diagnosis diagnosis = {text, length};
	int code = begin(diagnosis);
	uint32_t number;

	if (!code)
		code = job_submit(template, &number, diagnosis);
	if (!code) {
		snprintf(id, id_length, "%u", number);
		known(number)->state = QUEUED_ACTIVE;
	}
	return end(code);
}

API int drmaa_run_bulk_jobs(struct strings **ids, const struct template *template, int start,
			    int stop, int step, char *text, size_t length)
{
	static const char *const none[] = {NULL};

	(void)template, (void)start, (void)stop, (void)step;
	*ids = strings_new(none);
	return fail((struct diagnosis){text, length}, INVALID_ARGUMENT,
		    "the stand-in runs no bulk jobs");
}

API int drmaa_job_ps(const char *id, int *state, char *text, size_t length)
{
	struct diagnosis diagnosis = {text, length};
	int code = begin(diagnosis);
	uint32_t number;

	if (!code)
		code = parse_id(id, &number, diagnosis);
	if (!code)
		code = refresh(known(number), diagnosis);
	if (!code)
		*state = known(number)->state;
	return end(code);
}

static int change_priority(uint32_t id, uint32_t priority)
{
	job_desc_msg_t change;

	slurm_init_job_desc_msg(&change);
	change.job_id = id;
	change.priority = priority;
	change.alloc_sid = ALLOC_SID_USER_HOLD;
	return slurm_update_job(&change);
}

static int act(uint32_t id, enum action action, struct diagnosis diagnosis)
{
	static const char *const names[] = {"suspend", "resume", "hold", "release", "terminate"};
	char text[16];
	int error = 0;

	snprintf(text, sizeof(text), "%u", id);
	switch (action) {
	case SUSPEND:
		error = slurm_suspend2(text, NULL);
		break;
	case RESUME:
		error = slurm_resume2(text, NULL);
		break;
	case HOLD:
		error = change_priority(id, 0);
		break;
	case RELEASE:
		error = change_priority(id, INFINITE);
		break;
	case TERMINATE:
		error = slurm_kill_job2(text, SIGKILL, 0, NULL);
		break;
	}
	error = slurm_error(error);
	if (error)
		return fail(diagnosis, INTERNAL_ERROR, "slurm_%s_job error: %s,job_id: %s", names[action],
			    slurm_strerror(error), text);
	return SUCCESS;
}

API int drmaa_control(const char *id, int action, char *text, size_t length)
{
	struct diagnosis diagnosis = {text, length};
	int code = begin(diagnosis);
	uint32_t number;

	if (!code && (action < SUSPEND || action > TERMINATE))
		code = fail(diagnosis, INVALID_ARGUMENT, "%d is no action", action);
	if (!code && strcmp(id, ALL_JOBS) == 0) {
		for (struct job *job = jobs; job && !code; job = job->next)
			if (job->state < DONE)
				code = act(job->id, action, diagnosis);
		return end(code);
	}
	if (!code)
		code = parse_id(id, &number, diagnosis);
	if (!code)
		code = act(number, action, diagnosis);
	return end(code);
}

/* Looks once for an ended job; the id is a number, or ANY_JOB of the session. */
static int ended(const char *id, struct job **found, struct diagnosis diagnosis)
{
	int code = SUCCESS;
	uint32_t number;

	*found = NULL;
	if (strcmp(id, ANY_JOB) != 0) {
		code = parse_id(id, &number, diagnosis);
		if (!code)
			code = refresh(known(number), diagnosis);
		if (!code && has_ended(known(number)))
			*found = known(number);
		return code;
	}
	for (struct job *job = jobs; job && !code && !*found; job = job->next) {
		code = job->reaped ? SUCCESS : refresh(job, diagnosis);
		if (!code && !job->reaped && has_ended(job))
			*found = job;
	}
	if (!code && !jobs)
		code = fail(diagnosis, INVALID_JOB, "the session has no job to wait for");
	return code;
}

/* Waits for a job with the lock held, and without it between two looks. */
static int await(const char *id, time_t deadline, struct job **found, struct diagnosis diagnosis)
{
	for (;;) {
		int code = ended(id, found, diagnosis);

		if (code || *found)
			return code;
		if (deadline != WAIT_FOREVER && time(NULL) >= deadline)
			return fail(diagnosis, EXIT_TIMEOUT, "job '%s' has not ended in time", id);
		pthread_mutex_unlock(&lock);
		usleep(POLL_MICROSECONDS);
		pthread_mutex_lock(&lock);
	}
}

static time_t deadline_of(long timeout)
{
	return timeout == WAIT_FOREVER ? WAIT_FOREVER : time(NULL) + timeout;
}

static struct strings *usage(const struct job *job)
{
	static const char *const names[] = {"submission_time", "start_time", "end_time"};
	char lines[3][40];

	for (int i = 0; i < 3; i++)
		snprintf(lines[i], sizeof(lines[i]), "%s=%lld", names[i], (long long)job->times[i]);
	return strings_new((const char *const[]){lines[0], lines[1], lines[2], NULL});
}

API int drmaa_wait(const char *id, char *id_out, size_t id_length, int *status, long timeout,
		   struct strings **rusage, char *text, size_t length)
{
	struct diagnosis diagnosis = {text, length};
	struct job *job = NULL;
	int code = begin(diagnosis);

	if (!code)
		code = await(id, deadline_of(timeout), &job, diagnosis);
	if (!code) {
		if (id_out)
			snprintf(id_out, id_length, "%u", job->id);
		if (status)
			*status = job->status;
		if (rusage)
			*rusage = usage(job);
		job->reaped = true;
	}
	return end(code);
}

static int await_all(time_t deadline, struct diagnosis diagnosis)
{
	int code = SUCCESS;

	for (struct job *job = jobs; job && !code; job = job->next) {
		struct job *found;
		char id[16];

		snprintf(id, sizeof(id), "%u", job->id);
		code = await(id, deadline, &found, diagnosis);
	}
	return code;
}

API int drmaa_synchronize(const char *const *ids, long timeout, int dispose, char *text,
			  size_t length)
{
	struct diagnosis diagnosis = {text, length};
	time_t deadline = deadline_of(timeout);
	int code = begin(diagnosis);

	(void)dispose;
	for (; *ids && !code; ids++) {
		struct job *found;

		code = strcmp(*ids, ALL_JOBS) == 0 ? await_all(deadline, diagnosis)
						   : await(*ids, deadline, &found, diagnosis);
	}
	return end(code);
}

/* As slurm-drmaa does: "SLURM" and the controller's version, if the controller answers. */
API int drmaa_get_DRM_system(char *system, size_t system_length, char *text, size_t length)
{
	slurm_conf_t *conf = NULL;

	(void)text, (void)length;
	pthread_mutex_lock(&lock);
	connect_to_slurm();
	if (slurm_load_ctl_conf(0, &conf) == SLURM_SUCCESS) {
		snprintf(system, system_length, "SLURM %s", conf->version);
		slurm_free_ctl_conf(conf);
	} else {
		copy_out(system, system_length, "SLURM");
	}
	return end(SUCCESS);
}
