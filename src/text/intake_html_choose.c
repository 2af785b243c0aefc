/* Which blocks of a page are its text. Rules of our own over shallow features, in the spirit of Kohlschuetter,
 * Fankhauser, Nejdl 2010, "Boilerplate detection using shallow text features": length of a block, how much of it is
 * links, where it stands. Every block that goes has its reason. */
#include "text/intake_html.h"

#include <string.h>

enum { PROSE_WORDS = 10, PHRASE_WORDS = 30 };

static const char *text_of(const html_page *page, const html_block *block) {
    return page->text.data + block->start;
}

static bool linked(const html_block *block) {
    return 2 * block->link_words > block->words;
}

static bool is_prose(const html_block *block) {
    return block->words >= PROSE_WORDS && 3 * block->link_words <= block->words;
}

/* Whether it ends like a sentence, closing quotes and brackets aside. */
static bool ends_sentence(const html_page *page, const html_block *block) {
    const char *text = text_of(page, block);
    size_t size = block->size;
    for (bool more = true; more && size > 0;) {
        more = strchr("\"')]", text[size - 1]) != NULL;
        if (more) {
            size--;
        } else if (size >= 3 && memcmp(text + size - 3, "\xE2\x80", 2) == 0 &&
                   ((unsigned char)text[size - 1] == 0x99 || (unsigned char)text[size - 1] == 0x9D)) {
            size -= 3;
            more = true;
        }
    }
    if (size == 0) return false;
    if (size >= 3 &&
        (memcmp(text + size - 3, "\xE3\x80\x82", 3) == 0 || memcmp(text + size - 3, "\xE2\x80\xA6", 3) == 0))
        return true;
    return strchr(".!?:;", text[size - 1]) != NULL;
}

static bool in_furniture(const html_page *page, const html_block *block, intake_drop *reason) {
    for (uint32_t region = block->region; region != 0; region = page->regions[region].parent)
        if (!page->regions[region].released) return *reason = (intake_drop)page->regions[region].reason, true;
    return false;
}

/* Bars of links and buttons: paragraphs in them show that their name says something else. */
static bool is_bar(const html_region *region) {
    return region->reason == DROP_SHARING || region->reason == DROP_NAVIGATION || region->reason == DROP_FORM;
}

/* Where nearly all of a page's prose is in something that only its name makes furniture, the name misleads. */
static void release(html_page *page) {
    enum { MUCH = 1000 };
    size_t all = 0, outside = 0;
    for (size_t i = 0; i < page->blocks_size; i++) {
        const html_block *block = &page->blocks[i];
        if (!is_prose(block)) continue;
        all += block->size;
        if (block->region == 0) outside += block->size;
        for (uint32_t region = block->region; region != 0; region = page->regions[region].parent)
            page->regions[region].prose += block->size;
    }
    for (size_t i = 1; i < page->regions_size; i++) {
        html_region *region = &page->regions[i];
        bool most = 2 * region->prose > all && 4 * outside < all && region->reason != DROP_COMMENTS;
        region->released = region->releasable && (most || (is_bar(region) && region->prose >= MUCH));
    }
}

/* The container that holds at least half of the prose outside furniture, of the kind that says most; 0 if none does. */
static uint32_t main_part(html_page *page) {
    size_t all = 0;
    intake_drop reason;
    for (size_t i = 0; i < page->blocks_size; i++) {
        const html_block *block = &page->blocks[i];
        if (!is_prose(block) || in_furniture(page, block, &reason)) continue;
        all += block->size;
        for (uint32_t c = block->container; c != 0; c = page->containers[c].parent)
            page->containers[c].prose += block->size;
    }
    for (int rank = HTML_RANKS - 1; rank >= HTML_MAIN; rank--) {
        uint32_t best = 0;
        for (uint32_t c = 1; c < page->containers_size; c++)
            if (page->containers[c].rank == rank &&
                (best == 0 || page->containers[c].prose > page->containers[best].prose))
                best = c;
        if (best != 0 && all > 0 && 2 * page->containers[best].prose >= all) return best;
    }
    return 0;
}

static bool inside(const html_page *page, const html_block *block, uint32_t container) {
    uint32_t c = block->container;
    while (c != 0 && c != container)
        c = page->containers[c].parent;
    return c == container;
}

/* Why a block goes; DROPS where it stays. */
static intake_drop judge(const html_page *page, const html_block *block, uint32_t container, bool piece) {
    intake_drop reason;
    if (in_furniture(page, block, &reason)) return reason;
    if (container != 0 && !inside(page, block, container)) return DROP_OUTSIDE;
    if (block->words <= PHRASE_WORDS && html_is_phrase(text_of(page, block), block->size)) return DROP_PHRASE;
    if (linked(block) && !piece) return DROP_LINKS;
    if (piece || block->kind != HTML_PARAGRAPH) return DROPS;
    return block->words >= PROSE_WORDS || ends_sentence(page, block) ? DROPS : DROP_SHORT;
}

/* A list without one sentence or longer item is a menu, unless a main part holds it. */
static void drop_menus(html_page *page) {
    for (size_t i = 0, end; i < page->blocks_size; i = end) {
        bool prose = false;
        for (end = i; end < page->blocks_size && page->blocks[end].kind == HTML_ITEM; end++)
            prose = prose || page->blocks[end].words >= PROSE_WORDS / 2 || ends_sentence(page, &page->blocks[end]);
        for (size_t j = i; j < end && !prose; j++)
            if (page->blocks[j].keep) page->blocks[j].keep = false, page->blocks[j].reason = DROP_SHORT;
        if (end == i) end++;
    }
}

/* A heading stays where something stays under it. */
static void drop_bare_headings(html_page *page) {
    uint8_t deepest = UINT8_MAX; /* the level of the heading that was kept last */
    bool any = false;
    for (size_t i = page->blocks_size; i-- > 0;) {
        html_block *block = &page->blocks[i];
        if (!block->keep) continue;
        if (block->kind != HTML_HEADING) {
            any = true;
            continue;
        }
        if (!any && (deepest == UINT8_MAX || block->level >= deepest)) {
            block->keep = false;
            block->reason = DROP_HEADING;
            continue;
        }
        deepest = block->level;
        any = false;
    }
}

/* A page that has nothing but short lines has them as its text. */
static void keep_short(html_page *page) {
    for (size_t i = 0; i < page->blocks_size; i++)
        if (page->blocks[i].keep) return;
    for (size_t i = 0; i < page->blocks_size; i++)
        page->blocks[i].keep = page->blocks[i].reason == DROP_SHORT || page->blocks[i].reason == DROP_HEADING;
}

bool html_choose(html_page *page, bool piece) {
    release(page);
    uint32_t container = piece ? 0 : main_part(page);
    for (size_t i = 0; i < page->blocks_size; i++) {
        html_block *block = &page->blocks[i];
        if (block->kind == HTML_ROW && memchr(text_of(page, block), '|', block->size) == NULL)
            block->kind = HTML_PARAGRAPH; /* a table for layout */
        intake_drop reason = judge(page, block, container, piece);
        block->keep = reason == DROPS;
        block->reason = (uint8_t)reason;
    }
    if (!piece && container == 0) drop_menus(page);
    if (!piece) drop_bare_headings(page);
    keep_short(page);
    return container != 0;
}
