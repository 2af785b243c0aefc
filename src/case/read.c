/* From a file to a case: the tree, the assignments on top of it, the model, the checks. */
#include "case/bind.h"
#include "case/overlay.h"
#include "case/yaml.h"

#include <string.h>

static const ent_case_options no_options;

/* Where the ids of each kind stand in the file. */
static const char *const id_paths[ENT_NAMES_KINDS] = {
    [ENT_NAMES_PARTY] = "parties", [ENT_NAMES_ISSUE] = "issues",         [ENT_NAMES_SOURCE] = "sources",
    [ENT_NAMES_EVENT] = "events",  [ENT_NAMES_SERIES] = "series",        [ENT_NAMES_AGREEMENT] = "agreements",
    [ENT_NAMES_FORUM] = "forums",  [ENT_NAMES_OPTION] = "moves.options", [ENT_NAMES_STATE] = "moves.states",
};

/* The ids come first, so that references may point forward. */
static bool collect_ids(ent_binder *binder) {
    for (size_t kind = 0; kind < ENT_NAMES_KINDS; kind++) {
        ent_names *names = &binder->kept->names[kind];
        const ent_node *map =
            id_paths[kind] == NULL ? NULL : ent_path_find(binder->kept->tree, id_paths[kind], NULL, NULL);
        if (map == NULL || map->kind != ENT_NODE_MAP) continue;
        size_t size = 0;
        ent_node **entries = ent_bind_entries(binder, map, &size);
        const char **texts = ent_bind_array(binder, size, sizeof *texts);
        if (entries == NULL || texts == NULL) return false;
        for (size_t i = 0; i < size; i++)
            texts[i] = entries[i]->key;
        if (!ent_names_make(names, binder->arena, texts, size)) return false;
    }
    size_t issues = binder->kept->names[ENT_NAMES_ISSUE].size;
    binder->broken_issues = ent_bind_array(binder, issues, sizeof *binder->broken_issues);
    if (binder->broken_issues == NULL) return false;
    memset(binder->broken_issues, 1, issues); /* until they are read */
    return true;
}

static bool start(ent_binder *binder) {
    static const ent_provenance nobody = {.basis = ENT_UNOWNED}, definition = {.basis = ENT_BASIS_NONE};
    binder->unowned = ent_bind_alloc(binder, sizeof *binder->unowned);
    binder->definition = ent_bind_alloc(binder, sizeof *binder->definition);
    if (binder->unowned == NULL || binder->definition == NULL) return false;
    binder->unowned->provenance = nobody;
    binder->definition->provenance = definition;
    binder->owner = binder->unowned;
    ent_case *c = binder->result;
    c->root = binder->kept->tree;
    c->private_document = binder->kept;
    c->moves.status_quo_state = ENT_NOWHERE;
    return true;
}

/* Tells every node which slots stand below it. A subtree is read in one go, so they are neighbours. */
static void spread_slots(const ent_case *c) {
    for (size_t i = 0; i < c->slots_size; i++) {
        union {
            const ent_node *constant;
            ent_node *node;
        } at = {c->slots[i].node};
        for (; at.node != NULL; at.node = at.node->parent) {
            if (at.node->slot_end == 0) at.node->slot_first = (uint32_t)i;
            at.node->slot_end = (uint32_t)i + 1;
        }
    }
}

ent_status ent_bind_case(ent_binder *binder) {
    ent_node *tree = binder->kept->tree;
    if (tree->kind != ENT_NODE_MAP) {
        ent_bind_error(binder, tree, "E-CASE-0011", "begin with 'entente: 1', or try 'entente new'",
                       "a case is a map of parts, not %s", ent_node_describe(tree));
        return ENT_INPUT;
    }
    if (!start(binder) || !collect_ids(binder)) return ENT_MEMORY;
    ent_bind_record(binder, &ent_shape_case, tree, binder->result);
    spread_slots(binder->result);
    if (!binder->failed) ent_check_case(binder);
    if (ent_run_cancelled(binder->run)) return ENT_CANCELLED;
    return binder->failed ? ENT_MEMORY : binder->errors > 0 ? ENT_INPUT : ENT_OK;
}

/* What as_of a case has: the caller's, else the document's if it was changed, else that of the case before. */
static void settle_as_of(ent_case *c, ent_case_private *kept, const ent_case_options *options, const ent_case *base) {
    kept->written_as_of = c->as_of;
    if (options->as_of.year != 0) {
        c->as_of = options->as_of;
    } else if (base != NULL) {
        const ent_case_private *before = base->private_document;
        if (memcmp(&before->written_as_of, &c->as_of, sizeof c->as_of) == 0) c->as_of = base->as_of;
    }
}

static ent_case *new_case(const ent_run *run, ent_case_private **kept) {
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    if (arena == NULL) return NULL;
    ent_case *c = ent_arena_alloc(arena, sizeof *c);
    *kept = ent_arena_alloc(arena, sizeof **kept);
    if (c == NULL || *kept == NULL) {
        ent_arena_free(arena);
        return NULL;
    }
    c->arena = arena;
    return c;
}

/* Takes over `c` with its tree: sets, binds, and hands it out or frees it. `errors`: found before. */
static ent_status finish(const ent_run *run, ent_case *c, ent_case_private *kept, const ent_case_options *options,
                         const ent_case *base, size_t errors, ent_case **out) {
    ent_binder binder = {
        .run = run, .options = options, .result = c, .kept = kept, .base = base, .arena = c->arena, .errors = errors};
    ent_status status = ent_overlay_apply(run, c->arena, kept->tree, &options->set);
    if (status == ENT_INPUT) binder.errors++;
    if (status == ENT_OK || status == ENT_INPUT) status = ent_bind_case(&binder);
    if (run->diagnostics != NULL) ent_diagnostics_sort(run->diagnostics);
    if (status != ENT_OK) {
        ent_case_free(c);
        return status;
    }
    settle_as_of(c, kept, options, base);
    *out = c;
    return ENT_OK;
}

ent_status ent_case_parse(const ent_run *run, const char *name, const char *text, size_t size,
                          const ent_case_options *options, ent_case **out) {
    *out = NULL;
    ent_case_private *kept = NULL;
    ent_case *c = new_case(run, &kept);
    if (c == NULL) return ENT_MEMORY;
    c->path = ent_arena_text(c->arena, name);
    if (c->path == NULL) {
        ent_case_free(c);
        return ENT_MEMORY;
    }
    ent_status status = ent_yaml_read(run, c->arena, name, text, size, &kept->document, &kept->tree);
    if (kept->tree == NULL) {
        ent_case_free(c);
        return status;
    }
    return finish(run, c, kept, options != NULL ? options : &no_options, NULL, status != ENT_OK, out);
}

ent_status ent_case_read(const ent_run *run, const char *path, const ent_case_options *options, ent_case **out) {
    *out = NULL;
    char *text = NULL;
    size_t size = 0;
    ent_status status = ent_file_read(ent_run_allocator(run), path, ENT_YAML_BYTES, &text, &size, run->diagnostics);
    if (status == ENT_OK) status = ent_case_parse(run, path, text, size, options, out);
    ent_free(ent_run_allocator(run), text);
    return status;
}

ent_status ent_case_with(const ent_run *run, const ent_case *base, const ent_case_options *options, ent_case **out) {
    *out = NULL;
    const ent_case_private *before = base->private_document;
    ent_case_private *kept = NULL;
    ent_case *c = new_case(run, &kept);
    if (c == NULL) return ENT_MEMORY;
    c->path = base->path != NULL ? ent_arena_text(c->arena, base->path) : NULL;
    ent_document *document =
        ent_document_new(c->arena, before->document->file, before->document->text, before->document->size);
    kept->document = document;
    kept->tree = ent_tree_copy(before->tree, c->arena, before->document, document);
    if ((base->path != NULL && c->path == NULL) || document == NULL || kept->tree == NULL) {
        ent_case_free(c);
        return ENT_MEMORY;
    }
    return finish(run, c, kept, options != NULL ? options : &no_options, base, 0, out);
}

void ent_case_free(ent_case *entente_case) {
    if (entente_case != NULL) ent_arena_free(entente_case->arena);
}
