/* Suggestions as a fragment of a case, and in the text of one. */
#include "evidence/propose.h"

#include "case/import/yaml_text.h"
#include "case/yaml.h"

#include <string.h>

/* ---- as a fragment
 * ---------------------------------------------------------------------------------------------------- */

static void write_quote(const ent_reports *reports, const ent_suggestion *row, ent_buffer *out) {
    const ent_report_sentence *sentence = &reports->sentences[row->sentence];
    const ent_report_document *document = &reports->documents[sentence->document];
    const char *mark = document->handling != NULL ? document->handling : "";
    ent_buffer line;
    ent_buffer_init(&line, out->allocator);
    ent_buffer_printf(&line, "%s: ", row->id);
    if (row->confidence > 0) ent_buffer_printf(&line, "rule trusted to %u percent; ", row->confidence);
    if (row->reports > 1) ent_buffer_printf(&line, "%zu reports; ", row->reports);
    if (mark[0] != '\0') ent_buffer_printf(&line, "[%s] ", mark);
    ent_buffer_printf(&line, "\"%s\"", sentence->quote);
    if (line.failed || line.data == NULL)
        out->failed = true;
    else
        yaml_comment(out, "  # ", line.data);
    ent_buffer_free(&line);
}

static void write_sources(const ent_suggestions *all, ent_buffer *out) {
    for (size_t i = 0; i < all->size; i++) {
        bool new = true;
        for (size_t j = 0; j < i && new; j++)
            new = strcmp(all->items[j].source, all->items[i].source) != 0;
        if (new) ent_buffer_printf(out, "  %s: %s\n", all->items[i].source, all->items[i].source_yaml);
    }
}

static void write_list(const ent_reports *reports, const ent_suggestions *all, ent_suggestion_kind kind,
                       const char *part, ent_buffer *out) {
    bool any = false;
    for (size_t i = 0; i < all->size; i++) {
        const ent_suggestion *row = &all->items[i];
        if (row->kind != kind) continue;
        if (!any) ent_buffer_printf(out, "%s:\n", part);
        any = true;
        write_quote(reports, row, out);
        if (kind == ENT_SUGGEST_NUMBER)
            ent_buffer_printf(out, "  # %s: %s\n", row->path, row->yaml);
        else
            ent_buffer_printf(out, "  - %s\n", row->yaml);
    }
}

ent_status ent_suggestions_write(const ent_reports *reports, const ent_suggestions *suggestions, const ent_case *a_case,
                                 ent_buffer *out) {
    ent_buffer_printf(out, "# %zu suggestion%s for the case %s. Nothing of it is in the case yet.\n", suggestions->size,
                      suggestions->size == 1 ? "" : "s", a_case->id);
    ent_buffer_text(out, "# Each has its id, how far its rule is trusted, and the sentence that it stands on.\n");
    if (suggestions->held_back > 0)
        ent_buffer_printf(out, "# %zu reported agreement%s no amount, term or signatory: no outcome.\n",
                          suggestions->held_back, suggestions->held_back == 1 ? " has" : "s have");
    if (suggestions->size > 0) ent_buffer_text(out, "sources:\n");
    write_sources(suggestions, out);
    write_list(reports, suggestions, ENT_SUGGEST_POSITION, "positions", out);
    write_list(reports, suggestions, ENT_SUGGEST_NUMBER, "# numbers", out);
    write_list(reports, suggestions, ENT_SUGGEST_OUTCOME, "outcome", out);
    write_list(reports, suggestions, ENT_SUGGEST_CLAIM, "claims", out);
    return out->failed ? ENT_MEMORY : ENT_OK;
}

/* ---- in a case
 * --------------------------------------------------------------------------------------------------------- */

typedef struct apply_job {
    const ent_run *run;
    const char *name;
    char *text; /* so far */
    size_t size;
    const ent_reports *reports;
} apply_job;

static void replace_text(apply_job *job, char *text, size_t size) {
    ent_free(ent_run_allocator(job->run), job->text);
    job->text = text;
    job->size = size;
}

/* Puts `with` between two bytes of the text. */
static ent_status insert(apply_job *job, size_t at, const char *with) {
    ent_buffer whole;
    ent_buffer_init(&whole, ent_run_allocator(job->run));
    ent_buffer_add(&whole, job->text, at);
    ent_buffer_text(&whole, with);
    ent_buffer_add(&whole, job->text + at, job->size - at);
    if (whole.failed) {
        ent_buffer_free(&whole);
        return ENT_MEMORY;
    }
    replace_text(job, whole.data, whole.size);
    return ENT_OK;
}

/* The byte after the last thing that is written of a node: containers in block style end where the next thing begins,
 * beyond comments. */
static size_t written_end(const ent_node *node, const char *text) {
    while (node->kind != ENT_NODE_SCALAR && !node->flow && node->last != NULL)
        node = node->last;
    size_t end = node->end > node->key_end ? node->end : node->key_end;
    while (end > node->start && strchr(" \r\n\t", text[end - 1]) != NULL)
        end--;
    return end;
}

static size_t next_line(const apply_job *job, size_t at) {
    const char *end = memchr(job->text + at, '\n', job->size - at);
    return end != NULL ? (size_t)(end - job->text) + 1 : job->size;
}

/* A new item of a block list: on a line after the last one, indented like the first. */
static ent_status add_to_block(apply_job *job, const ent_node *list, size_t mark, const char *lines) {
    size_t first = list->first->start + mark, indent = 0;
    while (first > 0 && job->text[first - 1] != '\n')
        first--;
    while (job->text[first + indent] == ' ')
        indent++;
    const size_t at = next_line(job, written_end(list, job->text + mark) + mark);
    ent_buffer out;
    ent_buffer_init(&out, ent_run_allocator(job->run));
    if (at > 0 && job->text[at - 1] != '\n') ent_buffer_char(&out, '\n');
    for (const char *line = lines; *line != '\0'; line += strcspn(line, "\n") + 1) {
        ent_buffer_repeat(&out, " ", indent);
        ent_buffer_add(&out, line, strcspn(line, "\n") + 1);
    }
    ent_status status = out.failed ? ENT_MEMORY : insert(job, at, out.data);
    ent_buffer_free(&out);
    return status;
}

static ent_status add_to_flow(apply_job *job, const ent_node *list, size_t mark, const ent_suggestion *row) {
    const char *item = list->size > 0 ? ent_arena_printf(job->reports->arena, ", %s", row->yaml) : row->yaml;
    const size_t at = (list->size > 0 ? written_end(list->last, job->text + mark) : list->end - 1) + mark;
    return item == NULL ? ENT_MEMORY : insert(job, at, item);
}

/* The key is not there: at the end of the file. */
static ent_status add_part(apply_job *job, const char *part, const char *lines) {
    ent_buffer out;
    ent_buffer_init(&out, ent_run_allocator(job->run));
    if (job->size > 0 && job->text[job->size - 1] != '\n') ent_buffer_char(&out, '\n');
    ent_buffer_printf(&out, "\n%s:\n", part);
    for (const char *line = lines; *line != '\0'; line += strcspn(line, "\n") + 1) {
        ent_buffer_text(&out, "  ");
        ent_buffer_add(&out, line, strcspn(line, "\n") + 1);
    }
    ent_status status = out.failed ? ENT_MEMORY : insert(job, job->size, out.data);
    ent_buffer_free(&out);
    return status;
}

/* The cited sentence as a comment, then the item. */
static const char *item_lines(apply_job *job, const ent_suggestion *row) {
    ent_buffer out;
    ent_buffer_init(&out, ent_run_allocator(job->run));
    yaml_comment(&out, "# ", job->reports->sentences[row->sentence].quote);
    ent_buffer_printf(&out, "- %s\n", row->yaml);
    const char *lines = out.failed ? NULL : ent_arena_copy(job->reports->arena, out.data, out.size);
    ent_buffer_free(&out);
    return lines;
}

static ent_status patch(apply_job *job, const char *path, const char *value) {
    char *text = NULL;
    size_t size = 0;
    ent_status status = ent_case_patch(job->run, job->name, job->text, job->size, path, value, &text, &size);
    if (status == ENT_OK) replace_text(job, text, size);
    return status;
}

static ent_status replace_part(apply_job *job, const ent_suggestion *row) {
    const char *list = ent_arena_printf(job->reports->arena, "[%s]", row->yaml);
    return list == NULL ? ENT_MEMORY : patch(job, row->path, list);
}

static ent_status add_item(apply_job *job, const ent_suggestion *row) {
    const ent_document *document;
    ent_node *root = NULL;
    ent_arena *arena = ent_arena_new(ent_run_allocator(job->run));
    const char *lines = item_lines(job, row);
    if (arena == NULL || lines == NULL) {
        ent_arena_free(arena);
        return ENT_MEMORY;
    }
    ent_status status = ent_yaml_read(job->run, arena, job->name, job->text, job->size, &document, &root);
    if (status == ENT_OK) {
        const size_t mark = job->size >= 3 && memcmp(job->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        const ent_node *list = root->kind == ENT_NODE_MAP ? ent_node_child(root, row->path) : NULL;
        if (list == NULL)
            status = add_part(job, row->path, lines);
        else if (list->kind == ENT_NODE_LIST && list->flow)
            status = add_to_flow(job, list, mark, row);
        else if (list->kind == ENT_NODE_LIST && list->first != NULL)
            status = add_to_block(job, list, mark, lines);
        else /* "claims:" without anything; of what is no list the case's own check says so */
            status = replace_part(job, row);
    }
    ent_arena_free(arena);
    return status;
}

static bool has_key(apply_job *job, const char *path, ent_status *status) {
    const ent_document *document;
    ent_node *root = NULL;
    ent_arena *arena = ent_arena_new(ent_run_allocator(job->run));
    *status =
        arena == NULL ? ENT_MEMORY : ent_yaml_read(job->run, arena, job->name, job->text, job->size, &document, &root);
    const bool has = *status == ENT_OK && ent_path_find(root, path, NULL, NULL) != NULL;
    ent_arena_free(arena);
    return has;
}

static ent_status add_source(apply_job *job, const ent_suggestion *row) {
    ent_status status;
    const char *path = ent_arena_printf(job->reports->arena, "sources.%s", row->source);
    if (path == NULL) return ENT_MEMORY;
    if (has_key(job, path, &status) || status != ENT_OK) return status;
    if (has_key(job, "sources", &status)) return patch(job, path, row->source_yaml);
    const char *all = ent_arena_printf(job->reports->arena, "{%s: %s}", row->source, row->source_yaml);
    return status != ENT_OK ? status : all == NULL ? ENT_MEMORY : patch(job, "sources", all);
}

static const ent_suggestion *find(const ent_suggestions *all, const char *id) {
    for (size_t i = 0; i < all->size; i++)
        if (strcmp(all->items[i].id, id) == 0) return &all->items[i];
    return NULL;
}

static ent_status add_one(apply_job *job, const ent_suggestions *all, const char *id) {
    const ent_suggestion *row = find(all, id);
    if (row == NULL) {
        ent_diagnosef(job->run != NULL ? job->run->diagnostics : NULL, ENT_ERROR, "E-EVID-0104", NULL, NULL,
                      "`entente evidence propose` lists those there are", NULL, "nothing is suggested with the id '%s'",
                      id);
        return ENT_INPUT;
    }
    ent_status status = add_source(job, row);
    if (status != ENT_OK) return status;
    return row->kind == ENT_SUGGEST_NUMBER ? patch(job, row->path, row->yaml) : add_item(job, row);
}

/* Whether what came out is a case without errors. */
static ent_status check(apply_job *job) {
    ent_case *read = NULL;
    ent_status status = ent_case_parse(job->run, job->name, job->text, job->size, NULL, &read);
    ent_case_free(read);
    return status;
}

ent_status ent_suggestions_apply(const ent_reports *reports, const ent_suggestions *suggestions, const ent_run *run,
                                 const char *name, const char *original, size_t size, const char *const *ids,
                                 size_t ids_size, char **text, size_t *text_size) {
    apply_job job = {.run = run, .name = name, .reports = reports};
    *text = NULL;
    *text_size = 0;
    ent_buffer copy;
    ent_buffer_init(&copy, ent_run_allocator(run));
    ent_buffer_add(&copy, original, size);
    if (copy.failed) {
        ent_buffer_free(&copy);
        return ENT_MEMORY;
    }
    job.text = copy.data;
    job.size = size;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ids_size && status == ENT_OK; i++)
        status = add_one(&job, suggestions, ids[i]);
    if (status == ENT_OK) status = check(&job);
    if (status == ENT_OK) {
        *text = job.text;
        *text_size = job.size;
        return ENT_OK;
    }
    ent_free(ent_run_allocator(run), job.text);
    return status;
}
