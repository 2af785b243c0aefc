/* The table of formats, and what every import has in common: files in, remarks, the text read again. */
#include "case/import/import.h"

#include <stdarg.h>
#include <string.h>

/* A row per format. */
const ent_import_format ent_import_formats[] = {
    {"genius", "DOMAIN.xml PROFILE.xml...", "a domain and profiles of GENIUS (ANAC)", 2, ENT_IMPORT_BYTES,
     import_genius},
    {"geniusweb", "DOMAIN.json PROFILE.json...", "a domain and profiles of GeniusWeb", 2, ENT_IMPORT_BYTES,
     import_geniusweb},
    {"game", "GAME.csv|GAME.json", "a cooperative game: a table of coalitions, claims, votes, a network, a key", 1,
     ENT_IMPORT_TABLE_BYTES, import_game},
    {"positions", "FILE.csv", "a table of issues by actors: positions, saliences, outcomes", 1, ENT_IMPORT_BYTES,
     import_wide_positions},
    {"ktab", "FILE.csv|FILE.xml", "actors of KTAB's spatial model of politics", 1, ENT_IMPORT_BYTES, import_ktab},
    {"gmcr", "CONFLICT.gmcr", "a conflict of gmcr-py", 1, ENT_IMPORT_BYTES, import_gmcr},
};
const size_t ent_import_formats_size = sizeof ent_import_formats / sizeof *ent_import_formats;

const ent_import_format *ent_import_format_find(const char *name) {
    for (size_t i = 0; i < ent_import_formats_size; i++)
        if (strcmp(ent_import_formats[i].name, name) == 0) return &ent_import_formats[i];
    return NULL;
}

/* ---- what is said ------------------------------------------------------------------------------------------ */

enum { MOST_SHORT = 100, MOST_REMARKS = 200, MOST_KINDS = 200, MOST_SUGGESTED = 50 };

static void say(import_job *job, ent_severity severity, const char *id, const char *file, size_t line, const char *hint,
                const char *message) {
    ent_place place = {.file = file, .line = line};
    ent_diagnostic diagnostic = {.severity = severity, .id = id, .place = place, .message = message, .hint = hint};
    if (message != NULL) ent_diagnose(job->run->diagnostics, &diagnostic);
}

static void remember(import_job *job, import_remarks *list, const char *file, size_t line, const char *message) {
    import_remark *remark = ent_arena_alloc(job->arena, sizeof *remark);
    const char *base = import_base(job, file);
    if (remark == NULL || base == NULL || message == NULL || list->size++ >= MOST_REMARKS) return;
    remark->text = line > 0 ? ent_arena_printf(job->arena, "%s:%zu: %s", base, line, message)
                            : ent_arena_printf(job->arena, "%s: %s", base, message);
    if (remark->text == NULL) return;
    if (list->last != NULL)
        list->last->next = remark;
    else
        list->first = remark;
    list->last = remark;
}

void import_error(import_job *job, const char *id, const char *file, size_t line, const char *hint, const char *format,
                  ...) {
    va_list arguments;
    va_start(arguments, format);
    say(job, ENT_ERROR, id, file, line, hint, ent_arena_vprintf(job->arena, format, arguments));
    va_end(arguments);
    job->errors++;
}

void import_repair(import_job *job, const char *id, const char *file, size_t line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *message = ent_arena_vprintf(job->arena, format, arguments);
    va_end(arguments);
    say(job, ENT_WARNING, id, file, line, NULL, message);
    remember(job, &job->repaired, file, line, message);
}

void import_leave(import_job *job, const char *file, size_t line, const char *why, const char *what, ...) {
    va_list arguments;
    va_start(arguments, what);
    const char *text = ent_arena_vprintf(job->arena, what, arguments);
    va_end(arguments);
    if (text == NULL) return;
    import_left **at = &job->left;
    for (size_t kinds = 0; *at != NULL; at = &(*at)->next) {
        if (kinds++ == MOST_KINDS) text = "and other things";
        if (strcmp((*at)->what, text) != 0) continue;
        (*at)->count++;
        (*at)->files += (*at)->last != file;
        (*at)->last = file;
        return;
    }
    *at = ent_arena_alloc(job->arena, sizeof **at);
    if (*at != NULL)
        **at =
            (import_left){.file = file, .what = text, .why = why, .line = line, .last = file, .count = 1, .files = 1};
}

/* "'cost' of <item> (30 places in 3 files)" */
static const char *left_text(import_job *job, const import_left *left) {
    if (left->count == 1) return left->what;
    if (left->files == 1) return ent_arena_printf(job->arena, "%s (%zu places)", left->what, left->count);
    return ent_arena_printf(job->arena, "%s (%zu places in %zu files)", left->what, left->count, left->files);
}

void import_tell_left(import_job *job) {
    for (const import_left *left = job->left; left != NULL; left = left->next) {
        const char *what = left_text(job, left);
        if (what == NULL) return;
        say(job, ENT_NOTE, "N-IMPORT-0201", left->file, left->line, NULL,
            ent_arena_printf(job->arena, "%s: not taken over; %s", what, left->why));
        remember(job, &job->omitted, left->file, left->line, ent_arena_printf(job->arena, "%s: %s", what, left->why));
    }
}

const char *import_base(import_job *job, const char *file) {
    const char *slash = strrchr(file, '/');
    return ent_arena_text(job->arena, slash != NULL ? slash + 1 : file);
}

const char *import_stem(import_job *job, const char *file) {
    const char *base = import_base(job, file);
    if (base == NULL) return NULL;
    const char *dot = strrchr(base, '.');
    return dot != NULL && dot > base ? ent_arena_copy(job->arena, base, (size_t)(dot - base)) : base;
}

const char *import_suggest(import_job *job, const char *word, const char *const *words, size_t size) {
    bool soon = job->errors < MOST_SUGGESTED && size < 2000 && strlen(word) < MOST_SHORT; /* it takes a while each */
    const char *closest = soon ? ent_closest(word, words, size) : NULL;
    return closest != NULL ? ent_arena_printf(job->arena, "did you mean '%s'?", import_short(job, closest)) : NULL;
}

const char *import_short(import_job *job, const char *text) {
    size_t size = strlen(text);
    while (size > 0 && (unsigned char)text[size - 1] <= ' ')
        size--;
    bool cut = size > MOST_SHORT;
    if (cut) size = MOST_SHORT;
    while (cut && size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
        size--;
    char *copy = ent_arena_copy(job->arena, text, size);
    for (char *c = copy; copy != NULL && *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f) *c = ' ';
    return copy != NULL && cut ? ent_arena_printf(job->arena, "%s...", copy) : copy;
}

/* ---- the import -------------------------------------------------------------------------------------------- */

/* What the checks across a project say is about what it is, not how it is written. */
static bool about_projects(const char *id) {
    static const char first[] = "E-CASE-0183", last[] = "E-CASE-0189", second[] = "E-CASE-0210", end[] = "E-CASE-0231";
    return (strcmp(id, first) >= 0 && strcmp(id, last) <= 0) || (strcmp(id, second) >= 0 && strcmp(id, end) <= 0);
}

/* What was written is a case like any other: whatever the reader says about how it is written is a fault of ours. */
static ent_status read_again(import_job *job, const char *text, size_t size) {
    ent_diagnostics *said = ent_diagnostics_new(ent_run_allocator(job->run), 20);
    if (said == NULL) return ENT_MEMORY;
    ent_run run = *job->run;
    run.diagnostics = said;
    ent_case *read = NULL;
    ent_case_options options = {.without_sources = true};
    size_t impossible = 0;
    ent_status status = ent_case_parse(&run, "the imported case", text, size, &options, &read);
    ent_case_free(read);
    for (size_t i = 0; status == ENT_INPUT && i < ent_diagnostics_size(said); i++) {
        const ent_diagnostic *one = ent_diagnostics_at(said, i);
        if (one->severity != ENT_ERROR) continue;
        if (about_projects(one->id)) {
            impossible++;
            import_error(job, "E-IMPORT-0036", job->files[0].name, 0, one->hint, "what the file says cannot be: %s",
                         one->message);
            continue;
        }
        import_error(job, "E-IMPORT-0001", job->files[0].name, 0, "please report it with the files",
                     "the case that was made of it is not valid: line %zu: %s", one->place.line, one->message);
    }
    bool ours = ent_diagnostics_count(said, ENT_ERROR) > impossible;
    ent_diagnostics_free(said);
    return status == ENT_INPUT && ours ? ENT_BUG : status;
}

static ent_status import_into(import_job *job) {
    if (job->files_size < job->format->least) {
        import_error(job, "E-IMPORT-0004", NULL, 0, NULL, "%s reads %s", job->format->name, job->format->files);
        return ENT_INPUT;
    }
    ent_status status = job->format->read(job);
    if (job->no_memory || ent_arena_failed(job->arena)) return ENT_MEMORY;
    return status == ENT_OK && job->errors > 0 ? ENT_INPUT : status;
}

ent_status ent_import_files(const ent_run *run, const ent_import_format *format, const ent_import_file *files,
                            size_t size, const ent_import_options *options, ent_buffer *out) {
    static const ent_run plain = {.threads = 1};
    static const ent_import_options none;
    if (run == NULL) run = &plain;
    if (options == NULL) options = &none;
    ent_buffer text;
    ent_buffer_init(&text, ent_run_allocator(run));
    import_job job = {.run = run,
                      .arena = ent_arena_new(ent_run_allocator(run)),
                      .format = format,
                      .options = options,
                      .files = files,
                      .files_size = size,
                      .raw = options->utility != NULL && strcmp(options->utility, "raw") == 0,
                      .out = &text};
    ent_status status = job.arena == NULL ? ENT_MEMORY : import_into(&job);
    if (status == ENT_OK && text.failed) status = ENT_MEMORY;
    if (status == ENT_OK) status = read_again(&job, text.data, text.size);
    if (status == ENT_OK) ent_buffer_add(out, text.data, text.size);
    if (status == ENT_OK && out->failed) status = ENT_MEMORY;
    if (run->diagnostics != NULL) ent_diagnostics_sort(run->diagnostics);
    ent_buffer_free(&text);
    ent_arena_free(job.arena);
    return status;
}

ent_status ent_import_paths(const ent_run *run, const ent_import_format *format, const char *const *paths, size_t size,
                            const ent_import_options *options, ent_buffer *out) {
    static const ent_run plain = {.threads = 1};
    if (run == NULL) run = &plain;
    const ent_allocator *allocator = ent_run_allocator(run);
    ent_import_file *files = ent_alloc_array(allocator, size, sizeof *files);
    char **texts = ent_alloc_array(allocator, size, sizeof *texts);
    ent_status status = files == NULL || texts == NULL ? ENT_MEMORY : ENT_OK;
    for (size_t i = 0; status != ENT_MEMORY && i < size; i++) {
        files[i].name = paths[i];
        ent_status one = ent_file_read(allocator, paths[i], format->most, &texts[i], &files[i].size, run->diagnostics);
        files[i].data = texts[i];
        if (one != ENT_OK) status = one;
    }
    if (status == ENT_OK) status = ent_import_files(run, format, files, size, options, out);
    for (size_t i = 0; texts != NULL && i < size; i++)
        ent_free(allocator, texts[i]);
    ent_free(allocator, texts);
    ent_free(allocator, files);
    return status;
}
