/* JSON lines: a document a line. `text` is required, other keys of ours are texts, and what is not ours is kept in the
 * note. A line that cannot be read is an error; those behind it are read all the same. */
#include "text/intake_parts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void no_memory(intake_draft *draft) {
    draft->text.failed = true;
}

/* Keys that are not ours, as one JSON object; numbers and texts as they stood. */
static void keep_rest(intake_draft *draft, json_t *rest) {
    if (json_object_size(rest) == 0) return;
    char *text = json_dumps(rest, JSON_COMPACT | JSON_SORT_KEYS);
    if (text == NULL || (draft->document.note = ent_arena_text(draft->arena, text)) == NULL) no_memory(draft);
    free(text);
}

static bool take_keys(intake_job *job, intake_draft *draft, json_t *object) {
    const char *key;
    json_t *value, *rest = json_object();
    bool good = rest != NULL;
    if (!good) no_memory(draft);
    json_object_foreach(object, key, value) {
        if (!good || strcmp(key, "text") == 0) continue;
        if (json_is_string(value) &&
            intake_set(draft, key, strlen(key), json_string_value(value), json_string_length(value), "jsonl"))
            continue;
        if (strcmp(key, "date") == 0) {
            intake_error(job, "E-TEXT-0007", draft->document.line, "a date such as \"2024-03-21\"",
                         "the date of the document cannot be read");
            good = false;
        } else if (!json_is_null(value) && json_object_set(rest, key, value) != 0) {
            no_memory(draft);
        }
    }
    if (good) keep_rest(draft, rest);
    json_decref(rest);
    return good;
}

/* NULs that JSON may write as \u0000 would end a text early. */
static void put_text(intake_job *job, intake_draft *draft, const char *text, size_t size) {
    for (size_t start = 0; start <= size;) {
        const char *nul = memchr(text + start, '\0', size - start);
        size_t end = nul != NULL ? (size_t)(nul - text) : size;
        ent_buffer_add(&draft->text, text + start, end - start);
        if (nul != NULL) ent_buffer_text(&draft->text, "\xEF\xBF\xBD"), job->replaced++;
        start = end + 1;
    }
}

static ent_status read_document(intake_job *job, json_t *object, size_t line) {
    const json_t *text = json_object_get(object, "text");
    if (!json_is_string(text)) {
        intake_error(job, "E-TEXT-0007", line, "{\"text\": \"...\", \"title\": \"...\", \"date\": \"2024-03-21\"}",
                     json_is_object(object) ? "the document has no text" : "the line is no object");
        job->faulty = true;
        return ENT_OK;
    }
    intake_draft draft;
    ent_status status = intake_draft_init(job, &draft);
    job->replaced_before = job->replaced;
    if (status == ENT_OK) {
        draft.document.line = line;
        draft.document.lines = ENT_LINES_GUESS;
        if (take_keys(job, &draft, object)) {
            put_text(job, &draft, json_string_value(text), json_string_length(text));
            status = intake_deliver(job, &draft);
        } else {
            status = draft.text.failed ? ENT_MEMORY : ENT_OK;
            job->faulty = true;
        }
    }
    intake_draft_free(&draft);
    return status;
}

static ent_status read_line(intake_job *job, const char *text, size_t size, size_t line) {
    size_t most = job->most < ENT_INTAKE_MOST_LINE ? job->most : ENT_INTAKE_MOST_LINE;
    if (size > most) {
        intake_error(job, "E-TEXT-0001", line, "cut it into several documents",
                     "the line has %zu KB; at most %zu KB are read", size >> 10, most >> 10);
        job->faulty = true;
        return ENT_OK;
    }
    json_error_t error;
    json_t *object = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (object == NULL) {
        if (json_error_code(&error) == json_error_out_of_memory) return ENT_MEMORY;
        const ent_place place = {
            .file = job->file, .line = line, .column = error.column > 0 ? (size_t)error.column : 0};
        ent_diagnosef(job->diagnostics, ENT_ERROR, "E-TEXT-0006", &place, NULL, "a whole JSON object on each line",
                      NULL, "the line is no JSON: %s", error.text);
        job->faulty = true;
        return ENT_OK;
    }
    ent_status status = read_document(job, object, line);
    json_decref(object);
    return status;
}

ent_status intake_jsonl(intake_job *job, const char *text, size_t size) {
    ent_status status = ENT_OK;
    size_t line = 0;
    for (size_t at = 0; at < size && status == ENT_OK;) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t end = newline != NULL ? (size_t)(newline - text) : size;
        size_t first = at;
        line++;
        while (first < end && strchr(" \t\r", text[first]) != NULL && text[first] != '\0')
            first++;
        if (first < end) status = read_line(job, text + first, end - first, line);
        if (ent_run_cancelled(job->run)) return ENT_CANCELLED;
        at = end + 1;
    }
    return status;
}
