/* The words that pages name their parts by: elements, classes, and phrases that stand on every page. */
#include "text/intake_html.h"

#include <string.h>

/* Sorted by name. */
static const html_element_row elements[] = {
    {"address", HTML_BLOCK, 0, -1, 0, 0},
    {"article", HTML_BLOCK, 0, -1, 0, HTML_ARTICLE},
    {"aside", HTML_BLOCK | HTML_FURNITURE | HTML_RELEASABLE, DROP_ASIDE, -1, 0, 0},
    {"audio", HTML_BLOCK | HTML_FURNITURE, DROP_EMBEDDED, -1, 0, 0},
    {"blockquote", HTML_BLOCK, 0, HTML_QUOTE, 0, 0},
    {"body", HTML_BLOCK, 0, HTML_PARAGRAPH, 0, 0},
    {"button", HTML_BLOCK | HTML_FURNITURE, DROP_FORM, -1, 0, 0},
    {"canvas", HTML_BLOCK | HTML_FURNITURE, DROP_EMBEDDED, -1, 0, 0},
    {"center", HTML_BLOCK, 0, -1, 0, 0},
    {"dd", HTML_BLOCK, 0, HTML_ITEM, 0, 0},
    {"details", HTML_BLOCK, 0, -1, 0, 0},
    {"dialog", HTML_BLOCK | HTML_FURNITURE | HTML_RELEASABLE, DROP_HIDDEN, -1, 0, 0},
    {"div", HTML_BLOCK, 0, -1, 0, 0},
    {"dl", HTML_BLOCK, 0, -1, 0, 0},
    {"dt", HTML_BLOCK, 0, HTML_ITEM, 0, 0},
    {"fieldset", HTML_BLOCK, 0, -1, 0, 0},
    {"figcaption", HTML_BLOCK | HTML_FURNITURE, DROP_CAPTION, -1, 0, 0},
    {"figure", HTML_BLOCK, 0, -1, 0, 0},
    {"footer", HTML_BLOCK | HTML_FURNITURE, DROP_FOOTER, -1, 0, 0},
    {"form", HTML_BLOCK | HTML_FURNITURE | HTML_RELEASABLE, DROP_FORM, -1, 0, 0},
    {"h1", HTML_BLOCK, 0, HTML_HEADING, 1, 0},
    {"h2", HTML_BLOCK, 0, HTML_HEADING, 2, 0},
    {"h3", HTML_BLOCK, 0, HTML_HEADING, 3, 0},
    {"h4", HTML_BLOCK, 0, HTML_HEADING, 4, 0},
    {"h5", HTML_BLOCK, 0, HTML_HEADING, 5, 0},
    {"h6", HTML_BLOCK, 0, HTML_HEADING, 6, 0},
    {"header", HTML_BLOCK | HTML_FURNITURE | HTML_RELEASABLE, DROP_HEADER, -1, 0, 0},
    {"hr", HTML_BLOCK, 0, -1, 0, 0},
    {"iframe", HTML_BLOCK | HTML_FURNITURE, DROP_EMBEDDED, -1, 0, 0},
    {"legend", HTML_BLOCK, 0, -1, 0, 0},
    {"li", HTML_BLOCK, 0, HTML_ITEM, 0, 0},
    {"main", HTML_BLOCK, 0, -1, 0, HTML_MAIN},
    {"menu", HTML_BLOCK | HTML_FURNITURE, DROP_NAVIGATION, -1, 0, 0},
    {"nav", HTML_BLOCK | HTML_FURNITURE, DROP_NAVIGATION, -1, 0, 0},
    {"noscript", HTML_BLOCK | HTML_FURNITURE, DROP_HIDDEN, -1, 0, 0},
    {"object", HTML_BLOCK | HTML_FURNITURE, DROP_EMBEDDED, -1, 0, 0},
    {"ol", HTML_BLOCK, 0, -1, 0, 0},
    {"p", HTML_BLOCK, 0, -1, 0, 0},
    {"pre", HTML_BLOCK | HTML_KEEPS_SPACE, 0, HTML_PRE, 0, 0},
    {"section", HTML_BLOCK, 0, -1, 0, 0},
    {"select", HTML_BLOCK | HTML_FURNITURE, DROP_FORM, -1, 0, 0},
    {"summary", HTML_BLOCK, 0, -1, 0, 0},
    {"svg", HTML_FURNITURE, DROP_EMBEDDED, -1, 0, 0},
    {"table", HTML_BLOCK, 0, HTML_PARAGRAPH, 0, 0},
    {"tbody", HTML_BLOCK, 0, -1, 0, 0},
    {"template", HTML_BLOCK | HTML_FURNITURE, DROP_HIDDEN, -1, 0, 0},
    {"textarea", HTML_BLOCK | HTML_FURNITURE, DROP_FORM, -1, 0, 0},
    {"tfoot", HTML_BLOCK, 0, -1, 0, 0},
    {"thead", HTML_BLOCK, 0, -1, 0, 0},
    {"tr", HTML_BLOCK, 0, HTML_ROW, 0, 0},
    {"ul", HTML_BLOCK, 0, -1, 0, 0},
    {"video", HTML_BLOCK | HTML_FURNITURE, DROP_EMBEDDED, -1, 0, 0},
};

const html_element_row *html_element(const char *name) {
    size_t low = 0, high = sizeof elements / sizeof *elements;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, elements[middle].name);
        if (order == 0) return &elements[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- classes -------------------------------------------------------------------------------------------------- */

/* Words of class, id and role, whole: "share" is in "article-share-bar", not in "shareholders". Words that name parts
 * of a text as often as furniture ("header", "content", "post", "list") are not here. */
typedef struct class_row {
    const char *word;
    uint8_t reason;
} class_row;

static const class_row classes[] = {
    {"nav", DROP_NAVIGATION},
    {"navbar", DROP_NAVIGATION},
    {"navigation", DROP_NAVIGATION},
    {"menu", DROP_NAVIGATION},
    {"breadcrumb", DROP_NAVIGATION},
    {"breadcrumbs", DROP_NAVIGATION},
    {"pagination", DROP_NAVIGATION},
    {"pager", DROP_NAVIGATION},
    {"toolbar", DROP_NAVIGATION},
    {"gnb", DROP_NAVIGATION},
    {"lnb", DROP_NAVIGATION},
    {"skip", DROP_NAVIGATION},
    {"masthead", DROP_HEADER},
    {"banner", DROP_HEADER},
    {"contentinfo", DROP_FOOTER},
    {"footer", DROP_FOOTER},
    {"copyright", DROP_FOOTER},
    {"complementary", DROP_ASIDE},
    {"sidebar", DROP_ASIDE},
    {"share", DROP_SHARING},
    {"sharing", DROP_SHARING},
    {"social", DROP_SHARING},
    {"sns", DROP_SHARING},
    {"cookie", DROP_COOKIES},
    {"cookies", DROP_COOKIES},
    {"consent", DROP_COOKIES},
    {"gdpr", DROP_COOKIES},
    {"ad", DROP_ADVERTISING},
    {"ads", DROP_ADVERTISING},
    {"advert", DROP_ADVERTISING},
    {"advertisement", DROP_ADVERTISING},
    {"sponsor", DROP_ADVERTISING},
    {"sponsored", DROP_ADVERTISING},
    {"promo", DROP_ADVERTISING},
    {"related", DROP_RELATED},
    {"recommended", DROP_RELATED},
    {"recirculation", DROP_RELATED},
    {"trending", DROP_RELATED},
    {"popular", DROP_RELATED},
    {"comments", DROP_COMMENTS},
    {"disqus", DROP_COMMENTS},
    {"byline", DROP_AUTHOR},
    {"avatar", DROP_AUTHOR},
    {"author", DROP_AUTHOR},
    {"newsletter", DROP_SUBSCRIBE},
    {"subscribe", DROP_SUBSCRIBE},
    {"subscription", DROP_SUBSCRIBE},
    {"paywall", DROP_SUBSCRIBE},
    {"signup", DROP_SUBSCRIBE},
    {"popup", DROP_HIDDEN},
    {"modal", DROP_HIDDEN},
    {"hidden", DROP_HIDDEN},
    {"tooltip", DROP_HIDDEN},
    {"search", DROP_FORM},
};

/* "has-sidebar" and "no-ads" say what the page has around the element, not what the element is. */
static bool negates(const char *word, size_t size) {
    static const char *const words[] = {"has", "with", "no", "without", "not", "is"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == size && memcmp(words[i], word, size) == 0) return true;
    return false;
}

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool html_names_furniture(const char *value, intake_drop *reason) {
    enum { LONGEST = 16, MOST_WORDS = 60 };
    char word[LONGEST + 1];
    bool skipped = false;
    for (size_t words = 0; *value != '\0' && words < MOST_WORDS; words++) {
        while (*value != '\0' && !letter(*value)) {
            if (*value == ' ') skipped = false;
            value++;
        }
        size_t size = 0, whole = 0;
        for (; letter(*value); value++, whole++) { /* "authorImage" is two words */
            if (whole > 0 && value[0] < 'a' && value[-1] >= 'a') break;
            if (size < LONGEST) word[size++] = (char)(*value | 0x20);
        }
        if (whole > LONGEST || size == 0) continue;
        if (!skipped)
            for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
                if (strlen(classes[i].word) == size && memcmp(classes[i].word, word, size) == 0)
                    return *reason = (intake_drop)classes[i].reason, true;
        skipped = skipped || negates(word, size);
    }
    return false;
}

/* ---- phrases -------------------------------------------------------------------------------------------------- */

/* Begin a short block that belongs to the page and not to its text. */
static const char *const phrases[] = {
    "advertisement",
    "all rights reserved",
    "click here",
    "continue reading",
    "copyright ",
    "download our app",
    "follow us",
    "get the latest",
    "image credit",
    "listen to this",
    "log in",
    "most read",
    "photo:",
    "please enable",
    "read more",
    "read also",
    "related:",
    "share this",
    "sign in",
    "sign up",
    "skip to",
    "subscribe ",
    "support our journalism",
    "this site uses cookies",
    "this website uses cookies",
    "we use cookies",
    "\xC2\xA9",                                          /* the sign of copyright */
    "\xE2\x93\x92",                                      /* c in a circle */
    "\xEB\xAC\xB4\xEB\x8B\xA8 \xEC\xA0\x84\xEC\x9E\xAC", /* no reproduction without leave */
    "\xEB\xAC\xB4\xEB\x8B\xA8\xEC\xA0\x84\xEC\x9E\xAC",
    "\xEC\xA0\x80\xEC\x9E\x91\xEA\xB6\x8C\xEC\x9E\x90", /* holder of the copyright */
};

bool html_is_phrase(const char *text, size_t size) {
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const char *phrase = phrases[i];
        size_t at = 0;
        while (at < size && phrase[at] != '\0') {
            char c = text[at] >= 'A' && text[at] <= 'Z' ? (char)(text[at] | 0x20) : text[at];
            if (c != phrase[at]) break;
            at++;
        }
        if (phrase[at] == '\0' || (at == size && phrase[at] == ' ' && phrase[at + 1] == '\0')) return true;
    }
    return false;
}
