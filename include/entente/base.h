/* Entente: memory, errors, numbers, dates, files, random streams, parallel loops.
 *
 * The lowest room of the house. Nothing here knows of cases or findings, nothing prints, nothing exits and
 * nothing is global: what a function needs is handed in.
 */
#ifndef ENTENTE_BASE_H
#define ENTENTE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ENT_PRINTF(format_index, first_index) __attribute__((format(printf, format_index, first_index)))
#define ENT_API __attribute__((visibility("default")))
#else
#define ENT_PRINTF(format_index, first_index)
#define ENT_API
#endif

/* ---- status ------------------------------------------------------------------------------------------- */

/* What became of a call. Details are diagnostics. The command's exit codes follow from it (see ent_exit_code). */
typedef enum ent_status {
    ENT_OK = 0,
    ENT_INPUT,     /* the input is wrong; diagnostics say where */
    ENT_USAGE,     /* the call or the command line is wrong */
    ENT_MEMORY,    /* an allocation failed */
    ENT_LIMIT,     /* a stated limit was passed */
    ENT_IO,        /* a file could not be read or written */
    ENT_CANCELLED, /* the caller asked to stop; partial results may stand */
    ENT_BUG        /* an assumption of ours does not hold */
} ent_status;

/* The name of a status, for messages and JSON ("input", "memory", ...). Static text. */
ENT_API const char *ent_status_name(ent_status status);
/* The command's exit code: 0, 1 input, 2 usage, 3 limit or resource, 70 bug, 130 interrupted. */
ENT_API int ent_exit_code(ent_status status);

/* ---- memory ------------------------------------------------------------------------------------------- */

/* Where memory comes from. Tests hand in one that fails on the n-th call. `allocate` returns memory aligned for
 * any type; `reallocate(context, NULL, 0, n)` is never called. */
typedef struct ent_allocator {
    void *(*allocate)(void *context, size_t size);
    void *(*reallocate)(void *context, void *pointer, size_t old_size, size_t new_size);
    void (*release)(void *context, void *pointer);
    void *context;
} ent_allocator;

/* malloc, realloc, free. */
ENT_API const ent_allocator *ent_allocator_default(void);

ENT_API void *ent_alloc(const ent_allocator *allocator, size_t size); /* zeroed; NULL when it fails */
/* Zeroed array; NULL when it fails or count * size overflows. A count of 0 gives a valid pointer. */
ENT_API void *ent_alloc_array(const ent_allocator *allocator, size_t count, size_t size);
ENT_API void *ent_realloc_array(const ent_allocator *allocator, void *pointer, size_t old_count, size_t new_count,
                                size_t size);
ENT_API void ent_free(const ent_allocator *allocator, void *pointer); /* NULL is legal */

/* Bytes of main memory that this machine has; SIZE_MAX where it cannot be told. */
ENT_API size_t ent_machine_memory(void);

/* An arena: many small objects, freed in one call. Objects live until ent_arena_free. */
typedef struct ent_arena ent_arena;

ENT_API ent_arena *ent_arena_new(const ent_allocator *allocator);         /* NULL when memory fails */
ENT_API void ent_arena_free(ent_arena *arena);                            /* NULL is legal */
ENT_API const ent_allocator *ent_arena_allocator(const ent_arena *arena); /* where its blocks come from */
ENT_API size_t ent_arena_size(const ent_arena *arena);                    /* bytes taken from the allocator */
/* Whether a request failed since it was made: who builds many small texts asks once, at the end. */
ENT_API bool ent_arena_failed(const ent_arena *arena);
ENT_API void *ent_arena_alloc(ent_arena *arena, size_t size); /* zeroed, aligned for any type; NULL on failure */
ENT_API void *ent_arena_array(ent_arena *arena, size_t count, size_t size);      /* overflow checked */
ENT_API char *ent_arena_copy(ent_arena *arena, const char *text, size_t length); /* adds the final NUL */
ENT_API char *ent_arena_text(ent_arena *arena, const char *text);
/* printf; NULL when memory fails. The decimal point is a point in every locale. */
ENT_API char *ent_arena_printf(ent_arena *arena, const char *format, ...) ENT_PRINTF(2, 3);
ENT_API char *ent_arena_vprintf(ent_arena *arena, const char *format, va_list arguments) ENT_PRINTF(2, 0);

/* A growing text. After a failed allocation it keeps what it has and `failed` stays set: write on, ask once. */
typedef struct ent_buffer {
    const ent_allocator *allocator;
    char *data; /* always NUL-terminated once anything was added; NULL before */
    size_t size;
    size_t capacity;
    bool failed;
} ent_buffer;

ENT_API void ent_buffer_init(ent_buffer *buffer, const ent_allocator *allocator);
ENT_API void ent_buffer_free(ent_buffer *buffer);
ENT_API void ent_buffer_add(ent_buffer *buffer, const char *data, size_t size);
ENT_API void ent_buffer_text(ent_buffer *buffer, const char *text);
ENT_API void ent_buffer_char(ent_buffer *buffer, char c);
ENT_API void ent_buffer_repeat(ent_buffer *buffer, const char *text, size_t times);
/* printf; the decimal point is a point in every locale. */
ENT_API void ent_buffer_printf(ent_buffer *buffer, const char *format, ...) ENT_PRINTF(2, 3);
ENT_API void ent_buffer_vprintf(ent_buffer *buffer, const char *format, va_list arguments) ENT_PRINTF(2, 0);

/* ---- diagnostics -------------------------------------------------------------------------------------- */

typedef enum ent_severity { ENT_NOTE, ENT_WARNING, ENT_ERROR } ent_severity;

/* A place in a file. Lines and columns count from 1, columns in characters; 0 means unknown. */
typedef struct ent_place {
    const char *file;
    size_t line, column;
    size_t length; /* characters to underline; 0 or 1 for a bare caret */
} ent_place;

typedef struct ent_diagnostic {
    ent_severity severity;
    const char *id; /* stable, such as "E-CASE-0112" */
    ent_place place;
    const char *path;    /* place in the case, such as "preferences.us.contribution.weight"; NULL if none */
    const char *message; /* what is wrong */
    const char *hint;    /* what would be right; NULL if none */
    const char *line;    /* the source line itself; NULL if none */
} ent_diagnostic;

/* A bounded list of diagnostics. It owns copies of all texts. Past the bound only the counts go on, and
 * a more severe one takes the place of the last of the least severe. */
typedef struct ent_diagnostics ent_diagnostics;

ENT_API ent_diagnostics *ent_diagnostics_new(const ent_allocator *allocator, size_t most);
ENT_API void ent_diagnostics_free(ent_diagnostics *list);
/* `list` NULL is legal (the diagnostic is dropped). Copies what it is given. Never fails: without memory the
 * count still goes up. */
ENT_API void ent_diagnose(ent_diagnostics *list, const ent_diagnostic *diagnostic);
/* The same with a printf message; path, hint and line may be NULL. */
ENT_API void ent_diagnosef(ent_diagnostics *list, ent_severity severity, const char *id, const ent_place *place,
                           const char *path, const char *hint, const char *line, const char *format, ...)
    ENT_PRINTF(8, 9);
ENT_API size_t ent_diagnostics_size(const ent_diagnostics *list); /* kept */
ENT_API const ent_diagnostic *ent_diagnostics_at(const ent_diagnostics *list, size_t index);
ENT_API size_t ent_diagnostics_count(const ent_diagnostics *list, ent_severity severity); /* kept or not */
/* Sorts by file, line, column, keeping the order of equals. */
ENT_API void ent_diagnostics_sort(ent_diagnostics *list);
ENT_API void ent_diagnostics_clear(ent_diagnostics *list);
/* Keeps at most `most`, the more severe before the others, in the order they stand in. The counts stay. */
ENT_API void ent_diagnostics_cut(ent_diagnostics *list, size_t most);

/* A row of a catalogue of diagnostics; each room has its own table (ent_case_messages, ...), which `entente
 * explain ID` and the docs read. */
typedef struct ent_message_row {
    const char *id;
    ent_severity severity;
    const char *title; /* one line */
    const char *more;  /* a paragraph or two: why, what to do, an example */
} ent_message_row;

/* ---- text --------------------------------------------------------------------------------------------- */

ENT_API bool ent_utf8_valid(const char *text, size_t size);
ENT_API size_t ent_utf8_length(const char *text, size_t size); /* in characters */
ENT_API size_t ent_text_width(const char *text);               /* columns on a terminal, wide characters as 2 */
/* The candidate closest to `word` by edit distance (with transpositions) if close enough to be a likely typing
 * error, else NULL. */
ENT_API const char *ent_closest(const char *word, const char *const *candidates, size_t size);
/* Lower-case letters, digits and single hyphens, starting with a letter or digit: "south-korea". */
ENT_API bool ent_is_id(const char *text);

/* ---- numbers ------------------------------------------------------------------------------------------ */

/* An exact fraction, reduced, den > 0. */
typedef struct ent_ratio {
    int64_t num, den;
} ent_ratio;

/* Reads a decimal ("-1.25", "1e-3", "1_000" is refused) or a fraction of whole numbers ("20/30"). Returns false if it
 * is not one, if the fraction's lower part is 0, or if it is too large for a double. When the value does not fit two
 * 64-bit integers (or has more than 38 significant digits), *exact is false, *value the nearest double and *ratio
 * {0, 1}. */
ENT_API bool ent_read_number(const char *text, ent_ratio *ratio, double *value, bool *exact);
ENT_API double ent_ratio_value(ent_ratio ratio);
ENT_API int ent_ratio_compare(ent_ratio a, ent_ratio b); /* -1, 0, 1; exact */
/* Exact arithmetic; false when the result does not fit. */
ENT_API bool ent_ratio_add(ent_ratio a, ent_ratio b, ent_ratio *out);
ENT_API bool ent_ratio_subtract(ent_ratio a, ent_ratio b, ent_ratio *out);
ENT_API bool ent_ratio_multiply(ent_ratio a, ent_ratio b, ent_ratio *out);
ENT_API bool ent_ratio_divide(ent_ratio a, ent_ratio b, ent_ratio *out); /* false also for b = 0 */
/* Rounds half away from zero to a multiple of step (> 0). */
ENT_API bool ent_ratio_round(ent_ratio a, ent_ratio step, ent_ratio *out);

enum { ENT_NUMBER_TEXT = 40 }; /* room for any number the next functions write */
/* The shortest decimal that reads back as the same double; "nan", "inf" for those. Locale-independent. */
ENT_API const char *ent_write_double(char text[ENT_NUMBER_TEXT], double value);
/* For people: fixed digits after the point (0 to 12), thousands separated by commas. */
ENT_API const char *ent_write_fixed(char text[ENT_NUMBER_TEXT], double value, int digits);

/* ---- dates -------------------------------------------------------------------------------------------- */

/* A date of the Gregorian calendar; month or day 0 where only the year or month is known; year 0: no date. */
typedef struct ent_date {
    int16_t year;
    uint8_t month, day;
} ent_date;

/* Reads "2024", "2024-03" or "2024-03-21"; false for others and for days that don't exist. */
ENT_API bool ent_read_date(const char *text, ent_date *out);
/* "2024-03-21", "2024-03", "2024"; "" for no date. */
ENT_API const char *ent_write_date(char text[ENT_NUMBER_TEXT], ent_date date);
/* "21 March 2024", "March 2024", "2024". */
ENT_API const char *ent_write_date_long(char text[ENT_NUMBER_TEXT], ent_date date);
/* Days since 1970-01-01 of its first, its last possible day; no date: INT32_MIN, INT32_MAX. */
ENT_API int32_t ent_date_first_day(ent_date date);
ENT_API int32_t ent_date_last_day(ent_date date);
ENT_API ent_date ent_date_from_day(int32_t day);
/* Whether something dated `date` was known on `as_of`: its last possible day is not later. No date: known.
 * as_of without a date: everything is known. */
ENT_API bool ent_date_known(ent_date date, ent_date as_of);

/* ---- files: the one door ------------------------------------------------------------------------------- */

/* Reads a whole file (path "-" is not special). Refuses directories and more than `most` bytes. *data is
 * NUL-terminated beyond its size and to be released with ent_free. Diagnoses E-BASE-0001 (cannot read), -0002
 * (too large). */
ENT_API ent_status ent_file_read(const ent_allocator *allocator, const char *path, size_t most, char **data,
                                 size_t *size, ent_diagnostics *diagnostics);
/* Writes a temporary file beside it, syncs, renames: the old content stays whole until the new is. What is no regular
 * file (a pipe, a device) is written directly. E-BASE-0003. */
ENT_API ent_status ent_file_write(const char *path, const char *data, size_t size, ent_diagnostics *diagnostics);
ENT_API bool ent_file_exists(const char *path);
/* "dir/of/base" + "notes/a.md": relative to the folder that holds `base`; an absolute name stays as it is. */
ENT_API char *ent_file_beside(ent_arena *arena, const char *base, const char *name);
/* SHA-256 of bytes as 64 hex digits. */
ENT_API void ent_sha256(const void *data, size_t size, char hex[65]);

/* ---- random streams ------------------------------------------------------------------------------------ */

/* Counter-based (Random123, Philox4x64-10; Salmon et al. 2011): the n-th number of stream (seed, stream) is the
 * same whatever the number of threads. */
typedef struct ent_random {
    uint64_t seed, stream, counter;
    uint64_t block[4];
    unsigned left;
} ent_random;

ENT_API ent_random ent_random_stream(uint64_t seed, uint64_t stream);
ENT_API uint64_t ent_random_bits(ent_random *random);
ENT_API double ent_random_uniform(ent_random *random);                 /* in (0, 1), 53 bits */
ENT_API uint64_t ent_random_below(ent_random *random, uint64_t bound); /* 0 .. bound-1, unbiased; bound > 0 */
ENT_API double ent_random_triangular(ent_random *random, double low, double mode, double high);
ENT_API double ent_random_normal(ent_random *random, double mean, double deviation);

/* ---- options ------------------------------------------------------------------------------------------- */

typedef enum ent_option_type {
    ENT_OPTION_FLAG,   /* bool */
    ENT_OPTION_COUNT,  /* size_t */
    ENT_OPTION_NUMBER, /* double */
    ENT_OPTION_TEXT,   /* const char * */
    ENT_OPTION_CHOICE, /* const char *, one of `choices` */
    ENT_OPTION_DATE,   /* ent_date */
    ENT_OPTION_LIST    /* ent_text_list: the option may be given several times */
} ent_option_type;

typedef struct ent_text_list {
    const char *const *items;
    size_t size;
} ent_text_list;

/* One field of a typed options struct. From these rows come defaults, checks, flags, JSON Schema, keywords of
 * the Python binding and the reference page. */
typedef struct ent_option_row {
    const char *name; /* "draws": the flag is --draws */
    ent_option_type type;
    size_t offset;
    const char *default_text;   /* as a user would write it; NULL: zero / none */
    double low, high;           /* for COUNT and NUMBER, both 0: no bound */
    const char *const *choices; /* NULL-terminated, for CHOICE */
    const char *metavar;        /* what stands for the value in help: "N", "PATH=VALUE" */
    const char *help;
} ent_option_row;

/* Fills every field with its default. `options` is the typed struct. */
ENT_API ent_status ent_options_defaults(const ent_option_row *rows, size_t size, void *options);
/* Sets one field from text, checking it; texts and lists are kept in `arena`. U-diagnostics: U-BASE-0001 unknown
 * option, U-BASE-0002 bad value. */
ENT_API ent_status ent_option_set(const ent_option_row *rows, size_t size, void *options, const char *name,
                                  const char *text, ent_arena *arena, ent_diagnostics *diagnostics);

/* ---- a run --------------------------------------------------------------------------------------------- */

struct ent_lens; /* <entente/lens.h> */

/* What a computation needs from whoever calls it. Plain data: copy it, change it, hand it on. Zero-initialised
 * fields mean: default allocator, seed 0, as many threads as there are cores, no limits, nobody watching. A NULL run
 * is the same with one thread. */
typedef struct ent_run {
    const ent_allocator *allocator;       /* NULL: the default */
    ent_diagnostics *diagnostics;         /* NULL: dropped */
    const struct ent_lens *const *lenses; /* the table of lenses, for those that call others (brief, scenario) */
    size_t lenses_size;
    uint64_t seed;
    unsigned threads;     /* 0: as many as there are cores */
    bool threads_started; /* set by ent_run_start_threads only */
    bool metrics_only;    /* sweeps: no tables, charts, notes */
    size_t rows;          /* where growing tables are cut; 0: 200 */
    bool (*cancelled)(void *context);
    /* `what` may be NULL; a fraction smaller than before: a new stage has begun */
    void (*progress)(void *context, double fraction, const char *what);
    void *context;
} ent_run;

ENT_API const ent_allocator *ent_run_allocator(const ent_run *run);
ENT_API bool ent_run_cancelled(const ent_run *run);
ENT_API void ent_run_progress(const ent_run *run, double fraction, const char *what);

/* Starts the run's threads once, for all loops that the calling thread will run with it or with copies of it: fewer
 * than run->threads where the system gives fewer, and run->threads says how many. Without it a loop asks the system
 * each time, which takes longer than many a loop. Call it again after a change of `threads`. */
ENT_API void ent_run_start_threads(ent_run *run);

/* Calls body(context, index) for 0 .. size-1 on the run's threads, in blocks; the results must depend on the
 * index only. Stops early when cancelled or when a body fails; returns the failure with the smallest index. Inside
 * another parallel loop it runs on the calling thread. `cancelled` is asked and `progress` told (with no text) by the
 * thread that has called the outermost loop, only. */
ENT_API ent_status ent_parallel(const ent_run *run, size_t size, ent_status (*body)(void *context, size_t index),
                                void *context);

/* ---- about --------------------------------------------------------------------------------------------- */

ENT_API const char *ent_release(void); /* "0.1.0" */
ENT_API const char *ent_commit(void);  /* the commit built from, or "unknown" */
ENT_API extern const ent_message_row ent_base_messages[];
ENT_API extern const size_t ent_base_messages_size;

#ifdef __cplusplus
}
#endif

#endif
