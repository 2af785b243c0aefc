/* The table of a project: from the coalitions of the case, or from the file beside it. */
#include "case/bind.h"
#include "case/table/make.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_MESSAGE = 400 };

static ent_status read_file(ent_table_maker *m) {
    const ent_allocator *allocator = ent_run_allocator(m->run);
    if (!ent_stays_beside(m->project->table)) return ENT_INPUT; /* said when the case was read */
    m->file = m->c->path != NULL ? ent_file_beside(m->arena, m->c->path, m->project->table)
                                 : ent_arena_text(m->arena, m->project->table);
    if (m->file == NULL) return ENT_MEMORY;
    char *text = NULL;
    size_t size = 0;
    ent_status status = ent_file_read(allocator, m->file, ENT_TABLE_BYTES, &text, &size, NULL);
    if (status == ENT_IO || status == ENT_LIMIT) {
        char message[LONGEST_MESSAGE];
        snprintf(message, sizeof message,
                 status == ENT_IO ? "cannot read '%.200s'" : "'%.200s' is larger than two gigabytes", m->file);
        ent_table_say_at(m, "table", "E-CASE-0224", "check the name; it counts from the folder of the case", message);
        return ENT_INPUT;
    }
    if (status == ENT_OK) status = ent_table_maker_text(m, text, size);
    ent_free(allocator, text);
    return status;
}

static void take_coalitions(ent_table_maker *m, const double *drawn) {
    for (size_t i = 0; i < m->project->coalitions_size; i++) {
        const ent_coalition *one = &m->project->coalitions[i];
        const ent_number *number = &one->value;
        bool moved = drawn != NULL && m->c->slots[number->slot].distribution != ENT_FIXED;
        ent_table_put(&m->builder, ent_table_mask(m->project, one->members, one->members_size), number->ratio,
                      moved ? drawn[number->slot] : number->value, number->exact && !moved);
    }
}

static ent_status make(ent_table_maker *m, const double *drawn) {
    ent_status status = ent_table_maker_start(m);
    if (status == ENT_OK && m->project->table != NULL) status = read_file(m);
    if (status == ENT_OK) take_coalitions(m, drawn);
    if (status == ENT_OK) status = ent_table_maker_finish(m);
    return status;
}

ent_status ent_project_table(const ent_run *run, const ent_case *entente_case, const ent_project *project,
                             const double *drawn, ent_coalition_table *out) {
    static const ent_run plain = {.threads = 1};
    if (run == NULL) run = &plain;
    *out = (ent_coalition_table){0};
    if (project->table == NULL && project->coalitions_size == 0) return ENT_USAGE;
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    ent_table_maker *m = arena != NULL ? ent_arena_alloc(arena, sizeof *m) : NULL;
    ent_status status = ENT_MEMORY;
    if (m != NULL) {
        *m = (ent_table_maker){.run = run, .c = entente_case, .project = project, .arena = arena};
        status = make(m, drawn);
        if (status == ENT_OK) {
            *out = m->builder.table;
            m->builder.table.values = NULL;
        }
        ent_table_builder_free(&m->builder);
    }
    ent_arena_free(arena);
    return status;
}

ent_status ent_case_check_tables(const ent_run *run, const ent_case *entente_case) {
    ent_status worst = ENT_OK;
    for (size_t i = 0; i < entente_case->projects_size; i++) {
        const ent_project *project = &entente_case->projects[i];
        bool covered = project->coalitions_size > 0 && project->missing == ENT_MISSING_COVER;
        if (project->table == NULL && !covered) continue;
        ent_coalition_table table;
        ent_status status = ent_project_table(run, entente_case, project, NULL, &table);
        ent_coalition_table_free(&table);
        if (status != ENT_OK && status != ENT_INPUT && status != ENT_LIMIT) return status;
        if (status > worst) worst = status;
    }
    if (run != NULL && run->diagnostics != NULL) ent_diagnostics_sort(run->diagnostics);
    return worst;
}
