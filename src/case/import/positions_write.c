/* Positions of actors, written as a case. */
#include "case/import/decimal.h"
#include "case/import/positions.h"
#include "case/import/yaml_text.h"

#include <string.h>

const char *positions_number(import_job *job, const char *cell, bool comma) {
    import_decimal number;
    const char *point = comma && strchr(cell, '.') == NULL ? strchr(cell, ',') : NULL;
    if (point != NULL) {
        char *changed = ent_arena_text(job->arena, cell);
        if (changed == NULL) return NULL;
        changed[point - cell] = '.';
        cell = changed;
    }
    return import_decimal_read(cell, &number) ? import_decimal_text(number, job->arena) : NULL;
}

bool positions_settle(import_job *job, import_positions *table) {
    size_t most = table->actors_size > table->questions_size ? table->actors_size : table->questions_size;
    const char **names = ent_arena_array(job->arena, most, sizeof *names);
    const char **ids = ent_arena_array(job->arena, most, sizeof *ids);
    if (names == NULL || ids == NULL) return false;
    for (size_t i = 0; i < table->actors_size; i++)
        names[i] = table->actors[i].name;
    if (!import_make_ids(job, IMPORT_PARTY_IDS, names, table->actors_size, ids)) return false;
    for (size_t i = 0; i < table->actors_size; i++)
        table->actors[i].id = ids[i];
    for (size_t i = 0; i < table->questions_size; i++)
        names[i] = table->questions[i].name;
    if (!import_make_ids(job, IMPORT_ISSUE_IDS, names, table->questions_size, ids)) return false;
    for (size_t i = 0; i < table->questions_size; i++)
        table->questions[i].id = ids[i];
    return true;
}

/* ---- pieces ------------------------------------------------------------------------------------------------- */

static void text_line(ent_buffer *out, const char *key, const char *text) {
    if (text == NULL) return;
    ent_buffer_printf(out, "    %s: ", key);
    yaml_text(out, text);
    ent_buffer_char(out, '\n');
}

/* Who answers for the numbers: whoever made the table. */
static void write_owner(import_job *job, const char *before, const char *after) {
    const char *base = import_base(job, job->files[0].name);
    const char *owner = base != NULL ? ent_arena_printf(job->arena, "the author of %s", base) : NULL;
    if (owner == NULL) return;
    ent_buffer_printf(job->out, "%sjudged_by: ", before);
    yaml_text(job->out, owner);
    ent_buffer_text(job->out, after);
}

/* A number as it is, an option as a text. */
static void write_value(ent_buffer *out, const import_question *question, const char *value) {
    if (question->from != NULL)
        ent_buffer_text(out, value);
    else
        yaml_text(out, value);
}

static void write_actors(import_job *job, const import_positions *table) {
    ent_buffer *out = job->out;
    ent_buffer_text(out, "\nparties:\n");
    for (size_t i = 0; i < table->actors_size; i++) {
        const import_actor *actor = &table->actors[i];
        ent_buffer_text(out, "  ");
        yaml_text(out, actor->id);
        ent_buffer_text(out, ":\n");
        text_line(out, "name", actor->name);
        text_line(out, "aliases", actor->alias);
        if (actor->capability == NULL) continue;
        ent_buffer_printf(out, "    capability: %s\n", actor->capability);
        write_owner(job, "    ", "\n");
    }
}

static void write_options(ent_buffer *out, const import_question *question) {
    if (question->from != NULL) {
        ent_buffer_printf(out, "    options: {from: %s, to: %s}\n", question->from, question->to);
        return;
    }
    ent_buffer_text(out, question->ordered ? "    scale: [" : "    options: [");
    for (size_t i = 0; i < question->options_size; i++) {
        if (i > 0) ent_buffer_text(out, ", ");
        yaml_text(out, question->options[i]);
    }
    ent_buffer_text(out, "]\n");
}

static void write_questions(import_job *job, const import_positions *table) {
    ent_buffer *out = job->out;
    ent_buffer_text(out, "\nissues:\n");
    for (size_t i = 0; i < table->questions_size; i++) {
        const import_question *question = &table->questions[i];
        ent_buffer_text(out, "  ");
        yaml_text(out, question->id);
        ent_buffer_text(out, ":\n");
        text_line(out, "name", question->name);
        text_line(out, "group", question->group);
        if (question->unit != NULL) {
            ent_buffer_text(out, "    unit: {name: ");
            yaml_text(out, question->unit);
            ent_buffer_text(out, "}\n");
        }
        write_options(out, question);
        if (question->reference != NULL) {
            ent_buffer_text(out, "    status_quo: ");
            write_value(out, question, question->reference);
            ent_buffer_char(out, '\n');
            if (question->from != NULL) write_owner(job, "    ", "\n");
        }
        if (question->rule != NULL) {
            ent_buffer_text(out, "    decision: {rule: ");
            yaml_text(out, question->rule);
            ent_buffer_text(out, "}\n");
        }
    }
}

static void write_stances(import_job *job, const import_positions *table) {
    ent_buffer *out = job->out;
    bool begun = false;
    for (size_t q = 0; q < table->questions_size; q++) {
        const import_question *question = &table->questions[q];
        for (size_t a = 0; a < table->actors_size; a++) {
            const import_stance *stance = &table->stances[q * table->actors_size + a];
            if (stance->position == NULL) continue;
            if (!begun) ent_buffer_text(out, "\npositions:\n");
            begun = true;
            ent_buffer_text(out, "  - {party: ");
            yaml_text(out, table->actors[a].id);
            ent_buffer_text(out, ", issue: ");
            yaml_text(out, question->id);
            ent_buffer_text(out, ", value: ");
            write_value(out, question, stance->position);
            if (stance->salience != NULL) ent_buffer_printf(out, ", salience: %s", stance->salience);
            write_owner(job, ", ", "}\n");
        }
    }
}

/* ---- the outcome -------------------------------------------------------------------------------------------- */

/* Whether an earlier question has the outcome's date of this one. */
static bool told_before(const import_positions *table, size_t at) {
    for (size_t q = 0; q < at; q++) {
        const import_question *other = &table->questions[q], *this = &table->questions[at];
        if (other->outcome == NULL || (other->date == NULL) != (this->date == NULL)) continue;
        if (other->date == NULL || strcmp(other->date, this->date) == 0) return true;
    }
    return false;
}

static void write_step(import_job *job, const import_positions *table, size_t first) {
    ent_buffer *out = job->out;
    const char *date = table->questions[first].date;
    if (date != NULL) ent_buffer_printf(out, "  - date: %s\n    package:\n", date);
    if (date == NULL) ent_buffer_text(out, "  - package:\n");
    write_owner(job, "      ", "\n");
    for (size_t q = first; q < table->questions_size; q++) {
        const import_question *question = &table->questions[q];
        if (question->outcome == NULL || (question->date == NULL) != (date == NULL)) continue;
        if (date != NULL && strcmp(question->date, date) != 0) continue;
        ent_buffer_text(out, "      ");
        yaml_text(out, question->id);
        ent_buffer_text(out, ": ");
        write_value(out, question, question->outcome);
        ent_buffer_char(out, '\n');
    }
}

/* A step for each date, undated ones together. */
static void write_outcome(import_job *job, const import_positions *table) {
    bool begun = false;
    for (size_t q = 0; q < table->questions_size; q++) {
        if (table->questions[q].outcome == NULL || told_before(table, q)) continue;
        if (!begun) ent_buffer_text(job->out, "\noutcome:\n");
        begun = true;
        write_step(job, table, q);
    }
}

static void write_brief(import_job *job, const import_positions *table) {
    const char *coded = job->options->coded;
    if (coded == NULL && table->settings_size == 0) return;
    ent_buffer_text(job->out, "\nbrief:\n");
    if (coded != NULL) ent_buffer_printf(job->out, "  coded: %s\n", coded);
    if (table->settings_size > 0) ent_buffer_text(job->out, "  options:\n    forecast:\n");
    for (size_t i = 0; i < table->settings_size; i++)
        ent_buffer_printf(job->out, "      %s: %s\n", table->settings[i].name, table->settings[i].value);
}

void positions_write(import_job *job, const import_positions *table) {
    const char *id = import_id(job, table->title);
    if (id == NULL) return;
    import_tell_left(job);
    import_write_head(job, table->about, id[0] != '\0' ? id : "imported", table->title);
    if (table->summary != NULL && strcmp(table->summary, table->title) != 0) {
        ent_buffer_text(job->out, "summary: ");
        yaml_text(job->out, table->summary);
        ent_buffer_char(job->out, '\n');
    }
    write_actors(job, table);
    write_questions(job, table);
    write_stances(job, table);
    write_outcome(job, table);
    write_brief(job, table);
}
