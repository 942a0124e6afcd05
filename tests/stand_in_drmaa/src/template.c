/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Job templates, and the lists of strings that callers iterate over. */
#include "stand_in.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const attribute_names[] = {
	[REMOTE_COMMAND] = "drmaa_remote_command",
	[JOB_NAME] = "drmaa_job_name",
	[WORKING_DIRECTORY] = "drmaa_wd",
	[OUTPUT_PATH] = "drmaa_output_path",
	[ERROR_PATH] = "drmaa_error_path",
	[INPUT_PATH] = "drmaa_input_path",
	[JOIN_FILES] = "drmaa_join_files",
	[SUBMISSION_STATE] = "drmaa_js_state",
	[NATIVE_SPECIFICATION] = "drmaa_native_specification",
	[ARGUMENTS] = "drmaa_v_argv",
	[ENVIRONMENT] = "drmaa_v_env",
	[ATTRIBUTES] = NULL,
};
#define FIRST_VECTOR ARGUMENTS

void copy_out(char *buffer, size_t length, const char *text)
{
	if (buffer && length)
		snprintf(buffer, length, "%s", text);
}

int fail(struct diagnosis diagnosis, enum error_code code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (diagnosis.text && diagnosis.length)
		vsnprintf(diagnosis.text, diagnosis.length, format, arguments);
	va_end(arguments);
	return code;
}

struct strings *strings_new(const char *const *items)
{
	struct strings *strings = calloc(1, sizeof(*strings));
	size_t count = 0;

	while (items[count])
		count++;
	strings->items = calloc(count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++)
		strings->items[i] = strdup(items[i]);
	return strings;
}

void strings_free(struct strings *strings)
{
	if (!strings)
		return;
	for (char **item = strings->items; *item; item++)
		free(*item);
	free(strings->items);
	free(strings);
}

const char *template_text(const struct template *template, enum attribute attribute)
{
	return template->values[attribute] ? template->values[attribute]->items[0] : NULL;
}

static int find(const char *name, bool vector, enum attribute *found, struct diagnosis diagnosis)
{
	for (int i = 0; i < ATTRIBUTES; i++) {
		if (strcmp(attribute_names[i], name) == 0 && (i >= FIRST_VECTOR) == vector) {
			*found = i;
			return SUCCESS;
		}
	}
	return fail(diagnosis, INVALID_ARGUMENT, "the stand-in has no %s attribute '%s'",
		    vector ? "vector" : "scalar", name);
}

static int set(struct template *template, const char *name, bool vector, const char *const *values,
	       struct diagnosis diagnosis)
{
	enum attribute attribute;
	int code = find(name, vector, &attribute, diagnosis);

	if (code)
		return code;
	strings_free(template->values[attribute]);
	template->values[attribute] = strings_new(values);
	return SUCCESS;
}

API int drmaa_allocate_job_template(struct template **template, char *text, size_t length)
{
	(void)text, (void)length;
	*template = calloc(1, sizeof(**template));
	return SUCCESS;
}

API int drmaa_delete_job_template(struct template *template, char *text, size_t length)
{
	(void)text, (void)length;
	for (int i = 0; i < ATTRIBUTES; i++)
		strings_free(template->values[i]);
	free(template);
	return SUCCESS;
}

API int drmaa_set_attribute(struct template *template, const char *name, const char *value,
			    char *text, size_t length)
{
	const char *const values[] = {value, NULL};

	return set(template, name, false, values, (struct diagnosis){text, length});
}

API int drmaa_set_vector_attribute(struct template *template, const char *name,
				   const char *const *values, char *text, size_t length)
{
	return set(template, name, true, values, (struct diagnosis){text, length});
}

API int drmaa_get_attribute(struct template *template, const char *name, char *value,
			    size_t value_length, char *text, size_t length)
{
	enum attribute attribute;
	int code = find(name, false, &attribute, (struct diagnosis){text, length});

	if (code)
		return code;
	const char *set_value = template_text(template, attribute);
	copy_out(value, value_length, set_value ? set_value : "");
	return SUCCESS;
}

API int drmaa_get_vector_attribute(struct template *template, const char *name,
				   struct strings **values, char *text, size_t length)
{
	static const char *const none[] = {NULL};
	enum attribute attribute;
	int code = find(name, true, &attribute, (struct diagnosis){text, length});

	if (code)
		return code;
	const struct strings *set_values = template->values[attribute];
	*values = strings_new(set_values ? (const char *const *)set_values->items : none);
	return SUCCESS;
}

API int drmaa_get_attribute_names(struct strings **names, char *text, size_t length)
{
	const char *scalars[FIRST_VECTOR + 1] = {NULL};

	(void)text, (void)length;
	memcpy(scalars, attribute_names, FIRST_VECTOR * sizeof(char *));
	*names = strings_new(scalars);
	return SUCCESS;
}

API int drmaa_get_vector_attribute_names(struct strings **names, char *text, size_t length)
{
	(void)text, (void)length;
	*names = strings_new(attribute_names + FIRST_VECTOR);
	return SUCCESS;
}

static int next(struct strings *strings, char *value, size_t length)
{
	if (!strings->items[strings->next])
		return NO_MORE_ELEMENTS;
	copy_out(value, length, strings->items[strings->next++]);
	return SUCCESS;
}

static int count(struct strings *strings, int *size)
{
	for (*size = 0; strings->items[*size]; (*size)++)
		;
	return SUCCESS;
}

API int drmaa_get_next_attr_name(struct strings *names, char *value, size_t length)
{
	return next(names, value, length);
}

API int drmaa_get_next_attr_value(struct strings *values, char *value, size_t length)
{
	return next(values, value, length);
}

API int drmaa_get_next_job_id(struct strings *ids, char *value, size_t length)
{
	return next(ids, value, length);
}

API int drmaa_get_num_attr_names(struct strings *names, int *size)
{
	return count(names, size);
}

API int drmaa_get_num_attr_values(struct strings *values, int *size)
{
	return count(values, size);
}

API void drmaa_release_attr_names(struct strings *names)
{
	strings_free(names);
}

API void drmaa_release_attr_values(struct strings *values)
{
	strings_free(values);
}

API void drmaa_release_job_ids(struct strings *ids)
{
	strings_free(ids);
}
