/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs no session: how a job ended, and what the library says of itself. */
#include "stand_in.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

API int drmaa_wifexited(int *exited, int status, char *text, size_t length)
{
	(void)text, (void)length;
	*exited = !(status & ABORTED) && WIFEXITED(status);
	return SUCCESS;
}

API int drmaa_wexitstatus(int *code, int status, char *text, size_t length)
{
	(void)text, (void)length;
	*code = WEXITSTATUS(status);
	return SUCCESS;
}

API int drmaa_wifsignaled(int *signaled, int status, char *text, size_t length)
{
	(void)text, (void)length;
	*signaled = !(status & ABORTED) && WIFSIGNALED(status);
	return SUCCESS;
}

API int drmaa_wtermsig(char *name, size_t name_length, int status, char *text, size_t length)
{
	const char *abbreviation = sigabbrev_np(WTERMSIG(status));

	(void)text, (void)length;
	snprintf(name, name_length, "SIG%s", abbreviation ? abbreviation : "UNKNOWN");
	return SUCCESS;
}

API int drmaa_wcoredump(int *dumped, int status, char *text, size_t length)
{
	(void)text, (void)length;
	*dumped = WIFSIGNALED(status) && WCOREDUMP(status);
	return SUCCESS;
}

API int drmaa_wifaborted(int *aborted, int status, char *text, size_t length)
{
	(void)text, (void)length;
	*aborted = (status & ABORTED) != 0;
	return SUCCESS;
}

API int drmaa_get_contact(char *contact, size_t contact_length, char *text, size_t length)
{
	(void)text, (void)length;
	copy_out(contact, contact_length, "");
	return SUCCESS;
}

API int drmaa_version(unsigned *major, unsigned *minor, char *text, size_t length)
{
	(void)text, (void)length;
	*major = 1;
	*minor = 0;
	return SUCCESS;
}

API int drmaa_get_DRMAA_implementation(char *name, size_t name_length, char *text, size_t length)
{
	(void)text, (void)length;
	copy_out(name, name_length, "stand-in for slurm-drmaa, for tests only");
	return SUCCESS;
}

API const char *drmaa_strerror(int code)
{
	static const char *const texts[] = {
		"Success.",
		"Internal error.",
		"The DRM system cannot be reached.",
		"Not authorized.",
		"Invalid argument.",
		"There is no active session.",
		"Out of memory.",
		"Invalid contact string.",
		"The default contact string cannot be used.",
		"No default contact string is selected.",
		"The DRM system cannot be initialized.",
		"There is an active session already.",
		"The session cannot be ended.",
		"Invalid format of an attribute.",
		"Invalid value of an attribute.",
		"Attributes are in conflict.",
		"The DRM system is busy.",
		"Denied by the DRM system.",
		"Invalid job.",
		"The job cannot be resumed in its state.",
		"The job cannot be suspended in its state.",
		"The job cannot be held in its state.",
		"The job cannot be released in its state.",
		"The job has not ended in time.",
		"There is no record of the job's usage.",
		"There are no more elements.",
	};

	if (code < 0 || code >= (int)(sizeof(texts) / sizeof(*texts)))
		return "Unknown error.";
	return texts[code];
}
