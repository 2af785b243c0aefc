/* Coalitions as bit masks, in words. */
#include "case/coalition_mask.h"

#include <stdio.h>
#include <string.h>

const char ent_missing_hint[] = "list them, or say what is meant: missing: zero, or missing: cover (the best way to "
                                "split them into listed ones)";

void ent_mask_text(const ent_case *c, const ent_project *project, uint32_t mask, char *text, size_t size) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < project->participants_size && i < 32; i++) {
        if ((mask >> i & 1) == 0) continue;
        const char *id = c->parties[project->participants[i]].id;
        if (used + strlen(id) + 6 > size) {
            snprintf(text + used, size - used, "+...");
            return;
        }
        used += (size_t)snprintf(text + used, size - used, "%s%s", used > 0 ? "+" : "", id);
    }
}

void ent_missing_start(ent_missing_list *list, const ent_case *c, const ent_project *project) {
    *list = (ent_missing_list){.c = c, .project = project};
}

void ent_missing_name(ent_missing_list *list, uint32_t mask) {
    char name[ENT_MISSING_TEXT / ENT_MISSING_NAMED - 4];
    ent_mask_text(list->c, list->project, mask, name, sizeof name);
    list->size += (size_t)snprintf(list->names + list->size, sizeof list->names - list->size, "%s%s",
                                   list->named > 0 ? ", " : "", name);
    list->named++;
}

const char *ent_missing_text(ent_missing_list *list) {
    unsigned long long all = ((unsigned long long)1 << list->project->participants_size) - 1;
    snprintf(list->text, sizeof list->text, "%llu of %llu coalitions %s missing: %s%s", (unsigned long long)list->count,
             all, list->count == 1 ? "is" : "are", list->names, list->count > list->named ? ", ..." : "");
    return list->text;
}

bool ent_mask_among(uint32_t mask, const uint32_t *masks, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (masks[i] == mask) return true;
    return false;
}

static bool is_listed(uint32_t mask, const char *listed, size_t stride, size_t size) {
    size_t low = 0, high = size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t there;
        memcpy(&there, listed + middle * stride, sizeof there);
        if (there == mask) return true;
        if (there < mask)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

size_t ent_mask_exempt(const uint32_t *impossible, size_t impossible_size, const uint32_t *listed, size_t stride,
                       size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < impossible_size; i++)
        count += !ent_mask_among(impossible[i], impossible, i) &&
                 !is_listed(impossible[i], (const char *)listed, stride, size);
    return count;
}
