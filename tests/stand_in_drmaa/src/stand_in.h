/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stand-in for slurm-drmaa, for tests only: what its parts share.
 *
 * Names and signatures of the drmaa_* functions, error codes and attribute names are those of the
 * DRMAA 1.0 C binding (OGF GFD.133).
 */
#ifndef STAND_IN_H
#define STAND_IN_H

#include <slurm/slurm.h>
#include <stdbool.h>
#include <stddef.h>

#define API __attribute__((visibility("default")))

enum error_code {
	SUCCESS = 0,
	INTERNAL_ERROR = 1,
	DRM_COMMUNICATION_FAILURE = 2,
	INVALID_ARGUMENT = 4,
	NO_ACTIVE_SESSION = 5,
	ALREADY_ACTIVE_SESSION = 11,
	INVALID_ATTRIBUTE_FORMAT = 13,
	INVALID_ATTRIBUTE_VALUE = 14,
	CONFLICTING_ATTRIBUTE_VALUES = 15,
	DENIED_BY_DRM = 17,
	INVALID_JOB = 18,
	EXIT_TIMEOUT = 23,
	NO_MORE_ELEMENTS = 25,
};

/* In the number that drmaa_wait() gives out, above what wait(2) would say of the script. */
#define ABORTED 0x10000

/* The caller's buffer for a sentence on what went wrong. */
struct diagnosis {
	char *text;
	size_t length;
};

/* Writes the sentence and returns the code. */
int fail(struct diagnosis diagnosis, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Copies a text into a caller's buffer, cut where it does not fit. */
void copy_out(char *buffer, size_t length, const char *text);

/* Strings, NULL at the end: the values of an attribute, and what the caller iterates over. */
struct strings {
	char **items;
	size_t next;
};

struct strings *strings_new(const char *const *items);
void strings_free(struct strings *strings);

/* The attributes of a job template, in the order of attribute_names in template.c. */
enum attribute {
	REMOTE_COMMAND,
	JOB_NAME,
	WORKING_DIRECTORY,
	OUTPUT_PATH,
	ERROR_PATH,
	INPUT_PATH,
	JOIN_FILES,
	SUBMISSION_STATE,
	NATIVE_SPECIFICATION,
	ARGUMENTS,
	ENVIRONMENT,
	ATTRIBUTES,
};

struct template {
	struct strings *values[ATTRIBUTES];
};

/* Returns the first value, or NULL where the attribute is not set. */
const char *template_text(const struct template *template, enum attribute attribute);

/*
 * Puts the options of a native specification into a job. The job keeps pointers into the text,
 * which is cut into words.
 */
int native_apply(job_desc_msg_t *job, char *text, struct diagnosis diagnosis);

/* Returns the error of a Slurm function: since 24.11 it returns what errno held before. */
int slurm_error(int returned);

/* Hands a job to Slurm. */
int job_submit(const struct template *template, uint32_t *id, struct diagnosis diagnosis);

#endif
