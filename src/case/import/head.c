/* The head of an imported case: where it comes from, what was repaired, what was left out. */
#include "case/import/import.h"
#include "case/import/yaml_text.h"

static void remarks(ent_buffer *out, const char *title, const import_remarks *list) {
    if (list->size == 0) return;
    ent_buffer_printf(out, "# %s\n", title);
    size_t written = 0;
    for (const import_remark *remark = list->first; remark != NULL; remark = remark->next, written++) {
        yaml_comment(out, "#   - ", remark->text);
    }
    if (list->size > written) ent_buffer_printf(out, "#   - and %zu more\n", list->size - written);
}

void import_write_head(import_job *job, const char *about, const char *id, const char *title) {
    ent_buffer text;
    ent_buffer_init(&text, ent_arena_allocator(job->arena));
    ent_buffer_printf(&text, "Made by `entente import %s` from", job->format->name);
    for (size_t i = 0; i < job->files_size && i < 20; i++) {
        const char *base = import_base(job, job->files[i].name);
        if (base != NULL) ent_buffer_printf(&text, "%s %s", i > 0 ? "," : "", base);
    }
    if (job->files_size > 20) ent_buffer_printf(&text, " and %zu more files", job->files_size - 20);
    ent_buffer_char(&text, '.');
    if (text.failed)
        job->no_memory = true;
    else
        yaml_comment(job->out, "# ", text.data);
    ent_buffer_free(&text);
    if (about != NULL) yaml_comment(job->out, "# ", about);
    remarks(job->out, "Repaired on the way:", &job->repaired);
    remarks(job->out, "Not taken over:", &job->omitted);
    ent_buffer_text(job->out, "entente: 1\n");
    ent_buffer_text(job->out, "id: ");
    yaml_text(job->out, id);
    ent_buffer_text(job->out, "\ntitle: ");
    yaml_text(job->out, title);
    ent_buffer_char(job->out, '\n');
}
