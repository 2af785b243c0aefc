/* Scenarios of KTAB, the KAPSARC Toolkit for Behavioral Analysis, for its spatial model of politics (Wise, Lester and
 * Efird 2015): actors with capability, and on each dimension a position and a salience, both from 0 to 100. As CSV, or
 * as XML with the parameters of the model. */
#include "case/import/ktab.h"
#include "case/import/positions_columns.h"

#include <string.h>

bool ktab_room(ktab *k, size_t actors, size_t dimensions) {
    import_positions *table = &k->table;
    size_t stances = 0;
    if (actors == 0 || dimensions == 0 || actors > POSITIONS_ACTORS || dimensions > KTAB_DIMENSIONS) {
        import_error(k->job, "E-IMPORT-0044", k->file, 1, NULL, "%zu actors and %zu dimensions are not read", actors,
                     dimensions);
        return false;
    }
    if (__builtin_mul_overflow(actors, dimensions, &stances)) return false;
    table->actors = ent_arena_array(k->job->arena, actors, sizeof *table->actors);
    table->questions = ent_arena_array(k->job->arena, dimensions, sizeof *table->questions);
    table->stances = ent_arena_array(k->job->arena, stances, sizeof *table->stances);
    table->actors_size = actors;
    table->questions_size = dimensions;
    for (size_t i = 0; table->questions != NULL && i < dimensions; i++)
        table->questions[i] = (import_question){.from = "0", .to = "100"};
    return table->actors != NULL && table->questions != NULL && table->stances != NULL;
}

const char *ktab_number(ktab *k, const char *text, size_t line, const char *what, bool percent) {
    import_decimal number;
    int above = 0;
    bool good = import_decimal_read(text, &number);
    if (!good) {
        import_error(k->job, "E-IMPORT-0044", k->file, line, "a number such as 62.5", "%s '%s' is not a number", what,
                     import_short(k->job, text));
        return NULL;
    }
    bool low = import_decimal_sign(number) < 0;
    bool high = percent && import_decimal_compare(number, import_decimal_whole(100), &above) && above > 0;
    if (!low && !high) return import_decimal_text(number, k->job->arena);
    import_error(k->job, "E-IMPORT-0044", k->file, line, NULL,
                 percent ? "%s %s lies outside 0 to 100" : "%s %s is below 0", what, import_short(k->job, text));
    return NULL;
}

void ktab_describe(import_actor *actor, const char *description) {
    if (description[0] == '\0' || strcmp(description, actor->name) == 0) return;
    actor->alias = description;
}

/* A description that several actors have says nothing of one. */
static void drop_shared(ktab *k) {
    import_actor *actors = k->table.actors;
    const char **texts = ent_arena_array(k->job->arena, 2 * k->table.actors_size, sizeof *texts);
    ent_names all;
    size_t size = 0;
    if (texts == NULL) return;
    for (size_t i = 0; i < k->table.actors_size; i++) {
        texts[size++] = actors[i].name;
        if (actors[i].alias != NULL) texts[size++] = actors[i].alias;
    }
    if (!ent_names_make(&all, k->job->arena, texts, size)) return;
    for (size_t i = 0; i < k->table.actors_size; i++) {
        size_t found = 0;
        for (size_t row = 0; actors[i].alias != NULL && row < all.size; row++)
            found += strcmp(all.rows[row].text, actors[i].alias) == 0;
        if (found < 2) continue;
        import_leave(k->job, k->file, 0, "it does not tell actors apart", "the description '%s'",
                     import_short(k->job, actors[i].alias));
        actors[i].alias = NULL;
    }
}

/* ---- CSV ---------------------------------------------------------------------------------------------------- */

static bool count_of(const char *cell, size_t *out) {
    import_decimal number;
    int64_t whole;
    if (!import_decimal_read(cell, &number) || !import_decimal_to_whole(number, &whole) || whole < 0) return false;
    *out = (size_t)whole;
    return true;
}

/* A dimension is called as its column of positions, without the word position. */
static void name_dimensions(ktab *k, const csv_row *heading) {
    for (size_t d = 0; d < k->table.questions_size; d++) {
        const char *name = csv_cell(heading, 3 + 2 * d), *rest = NULL;
        if (wide_split(k->job, name, &rest) >= 0) name = rest;
        if (name == NULL) return;
        if (name[0] == '\0') name = k->table.questions_size == 1 ? k->table.title : "";
        k->table.questions[d].name = name;
        k->table.questions[d].line = heading->line;
    }
}

static void read_actor(ktab *k, const csv_row *row, size_t a) {
    size_t dimensions = k->table.questions_size;
    import_actor *actor = &k->table.actors[a];
    *actor = (import_actor){.name = csv_cell(row, 0)};
    if (actor->name[0] == '\0')
        import_error(k->job, "E-IMPORT-0044", k->file, row->line, NULL, "the actor has no name");
    ktab_describe(actor, csv_cell(row, 1));
    actor->capability = ktab_number(k, csv_cell(row, 2), row->line, "the capability", false);
    for (size_t d = 0; d < dimensions; d++) {
        import_stance *stance = &k->table.stances[d * k->table.actors_size + a];
        stance->position = ktab_number(k, csv_cell(row, 3 + 2 * d), row->line, "the position", true);
        stance->salience = ktab_number(k, csv_cell(row, 4 + 2 * d), row->line, "the salience", true);
    }
    for (size_t i = 3 + 2 * dimensions; i < row->size; i++)
        if (row->cells[i][0] != '\0')
            import_error(k->job, "E-IMPORT-0044", k->file, row->line, NULL,
                         "column %s: something stands behind the last dimension", csv_column_name(k->job, i));
}

static void read_csv(ktab *k) {
    csv_table rows;
    size_t actors = 0, dimensions = 0;
    if (!csv_read(k->job, &k->job->files[0], ',', &rows)) return;
    const csv_row *first = &rows.rows[0];
    if (!count_of(csv_cell(first, 2), &actors) || !count_of(csv_cell(first, 3), &dimensions)) {
        import_error(k->job, "E-IMPORT-0044", k->file, first->line, "for instance: Reform,A scenario,7,3",
                     "the first line does not have a name, a description and the numbers of actors and dimensions");
        return;
    }
    if (!ktab_room(k, actors, dimensions)) return;
    if (rows.size != actors + 2) {
        size_t found = rows.size < 2 ? 0 : rows.size - 2;
        import_error(k->job, "E-IMPORT-0044", k->file, first->line, NULL, "the first line says %zu actor%s, %zu follow",
                     actors, actors == 1 ? "" : "s", found);
        return;
    }
    if (csv_cell(first, 0)[0] != '\0') k->table.title = csv_cell(first, 0);
    if (csv_cell(first, 1)[0] != '\0') k->table.summary = csv_cell(first, 1);
    name_dimensions(k, &rows.rows[1]);
    for (size_t a = 0; a < actors; a++)
        read_actor(k, &rows.rows[a + 2], a);
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

static bool begins_with_element(const ent_import_file *file) {
    size_t at = file->size >= 3 && memcmp(file->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < file->size && strchr(" \t\r\n", file->data[at]) != NULL && file->data[at] != '\0')
        at++;
    return at < file->size && file->data[at] == '<';
}

ent_status import_ktab(import_job *job) {
    ktab k = {.job = job, .file = job->files[0].name};
    if (job->files_size != 1) {
        import_error(job, "E-IMPORT-0044", job->files[1].name, 0, NULL, "a scenario is one file");
        return ENT_INPUT;
    }
    k.table.title = import_stem(job, k.file);
    k.table.about = "A scenario of KTAB: positions and saliences from 0 to 100.";
    if (k.table.title == NULL) return ENT_MEMORY;
    if (begins_with_element(&job->files[0]))
        ktab_read_xml(&k);
    else
        read_csv(&k);
    if (job->errors > 0 || ent_arena_failed(job->arena) || job->no_memory) return ENT_INPUT;
    drop_shared(&k);
    if (!positions_settle(job, &k.table)) return ENT_MEMORY;
    positions_write(job, &k.table);
    return ENT_OK;
}
