/* What a page says of itself: meta elements (Open Graph, Dublin Core), links, <time>, JSON-LD (schema.org). */
#include "text/intake_html.h"

#include <jansson.h>
#include <string.h>

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool equal(const char *a, const char *b) {
    while (*a != '\0' && small(*a) == small(*b))
        a++, b++;
    return *a == *b;
}

static const char *get(const char *const *attributes, const char *name) {
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0) return attributes[1];
    return NULL;
}

/* Where dates come from, the surer the higher. */
static const char *const date_rules[] = {NULL, "time", "meta", "json-ld"};

static void take_date(html_meta *meta, const char *text, unsigned rank) {
    ent_date date;
    if (rank <= meta->date_rank || !intake_read_date(text, &date)) return;
    meta->date = date;
    meta->date_rank = rank;
    meta->date_rule = date_rules[rank];
}

/* Sets a text that is not known yet. */
static void take(html_page *page, const char **field, const char *text) {
    if (*field != NULL || text == NULL) return;
    enum { MOST = 2000 };
    size_t size = strlen(text);
    if (size > MOST) return; /* no title or name */
    *field = intake_clean(page->arena, text, size);
}

typedef enum meta_field { META_TITLE, META_PUBLISHER, META_AUTHOR, META_ADDRESS, META_KIND, META_DATE } meta_field;

typedef struct meta_row {
    const char *name;
    meta_field field;
} meta_row;

static const meta_row metas[] = {
    {"og:title", META_TITLE},
    {"twitter:title", META_TITLE},
    {"dc.title", META_TITLE},
    {"og:site_name", META_PUBLISHER},
    {"dc.publisher", META_PUBLISHER},
    {"publisher", META_PUBLISHER},
    {"author", META_AUTHOR},
    {"dc.creator", META_AUTHOR},
    {"article:author", META_AUTHOR},
    {"og:url", META_ADDRESS},
    {"og:type", META_KIND},
    {"article:published_time", META_DATE},
    {"og:article:published_time", META_DATE},
    {"datepublished", META_DATE},
    {"date", META_DATE},
    {"pubdate", META_DATE},
    {"publishdate", META_DATE},
    {"publish-date", META_DATE},
    {"dc.date", META_DATE},
    {"dc.date.issued", META_DATE},
    {"dcterms.created", META_DATE},
    {"parsely-pub-date", META_DATE},
    {"sailthru.date", META_DATE},
};

static void take_meta(html_page *page, const char *name, const char *content) {
    html_meta *meta = &page->meta;
    const char **const fields[] = {[META_TITLE] = &meta->social_title,
                                   [META_PUBLISHER] = &meta->publisher,
                                   [META_AUTHOR] = &meta->author,
                                   [META_ADDRESS] = &meta->address,
                                   [META_KIND] = &meta->kind};
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
        if (!equal(name, metas[i].name)) continue;
        if (metas[i].field == META_DATE)
            take_date(meta, content, 2);
        else if (metas[i].field != META_AUTHOR || strstr(content, "://") == NULL) /* some name a page of the author */
            take(page, fields[metas[i].field], content);
        return;
    }
}

static void take_link(html_page *page, const char *const *attributes) {
    const char *relation = get(attributes, "rel"), *address = get(attributes, "href");
    if (relation == NULL || address == NULL || !equal(relation, "canonical")) return;
    page->meta.address = NULL; /* surer than og:url */
    take(page, &page->meta.address, address);
}

void html_meta_element(html_page *page, const char *name, const char *const *attributes) {
    if (strcmp(name, "meta") == 0) {
        const char *keys[] = {get(attributes, "property"), get(attributes, "name"), get(attributes, "itemprop")};
        const char *content = get(attributes, "content");
        for (size_t i = 0; i < 3 && content != NULL; i++)
            if (keys[i] != NULL) take_meta(page, keys[i], content);
    } else if (strcmp(name, "link") == 0) {
        take_link(page, attributes);
    } else if (strcmp(name, "time") == 0) {
        const char *date = get(attributes, "datetime"), *item = get(attributes, "itemprop");
        if (date != NULL) take_date(&page->meta, date, item != NULL && equal(item, "datePublished") ? 2 : 1);
    } else if (strcmp(name, "html") == 0) {
        take(page, &page->meta.language, get(attributes, "lang"));
        if (page->meta.language == NULL) return;
        char *copy = ent_arena_copy(page->arena, page->meta.language, strcspn(page->meta.language, "-_ "));
        if (copy == NULL) page->failed = true;
        page->meta.language = copy;
    }
}

/* ---- JSON-LD -------------------------------------------------------------------------------------------------- */

/* A text, or the name of the first thing where it is an object or a list. */
static const char *name_of(const json_t *value) {
    if (json_is_array(value)) value = json_array_get(value, 0);
    if (json_is_object(value)) value = json_object_get(value, "name");
    return json_string_value(value);
}

static void take_thing(html_page *page, const json_t *thing) {
    const char *date = json_string_value(json_object_get(thing, "datePublished"));
    if (date == NULL) return; /* an organisation, a trail of links: not the text */
    html_meta *meta = &page->meta;
    bool first = meta->date_rank < 3;
    take_date(meta, date, 3);
    if (!first) return;
    take(page, &meta->social_title, json_string_value(json_object_get(thing, "headline")));
    take(page, &meta->author, name_of(json_object_get(thing, "author")));
    take(page, &meta->publisher, name_of(json_object_get(thing, "publisher")));
    take(page, &meta->kind, json_string_value(json_object_get(thing, "@type")));
}

static void take_things(html_page *page, const json_t *value) {
    const json_t *graph = json_is_object(value) ? json_object_get(value, "@graph") : NULL;
    if (json_is_object(value)) take_thing(page, value);
    const json_t *list = json_is_array(value) ? value : graph;
    for (size_t i = 0; i < json_array_size(list); i++)
        take_thing(page, json_array_get(list, i));
}

/* What cannot be read is passed over: it is not the text, and half of all pages have some. */
void html_meta_json(html_page *page, const char *text, size_t size) {
    enum { MOST = 1 << 20 };
    if (size > MOST) return;
    json_t *root = json_loadb(text, size, JSON_DISABLE_EOF_CHECK, NULL);
    take_things(page, root);
    json_decref(root);
}
