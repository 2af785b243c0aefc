/* Documents in: pages of news to text, beside libxml2's parser over the same bytes and a copy of them in memory; and
 * the fingerprints by which copies are found. */
#include "text/copies.h"
#include "text/intake.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAGES = 400, PARAGRAPHS = 25, WORDS = 60, REPEATS = 5, STORIES = 5000 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* A page with as much around the text as such pages have: a third of the bytes is text. */
static void write_page(ent_random *random, ent_buffer *out) {
    ent_buffer_text(out, "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>A page</title><script>");
    for (int i = 0; i < 150; i++)
        ent_buffer_printf(out, "window.x%d=function(a,b){return a<b&&b>%d};", i, i);
    ent_buffer_text(out, "</script></head><body><nav class=\"menu main-menu\"><ul>");
    for (int i = 0; i < 60; i++)
        ent_buffer_printf(out, "<li class=\"item item-%d\"><a href=\"/section/%d\" data-track=\"nav\">Part %d</a></li>",
                          i, i, i);
    ent_buffer_text(out, "</ul></nav><main><article><h1>A heading</h1>");
    for (int p = 0; p < PARAGRAPHS; p++) {
        ent_buffer_printf(out, "<div class=\"block block-%d\"><p>", p);
        for (int w = 0; w < WORDS; w++)
            ent_buffer_printf(out, "%sw%u", w > 0 ? " " : "", (unsigned)ent_random_below(random, 20000));
        ent_buffer_text(out, ".</p></div><div class=\"share-bar\"><a href=\"#\">Share</a></div>");
    }
    ent_buffer_text(out, "</article></main><footer><p>All rights reserved.</p></footer></body></html>");
}

static ent_status take(void *context, const ent_document *document) {
    *(size_t *)context += document->size;
    return ENT_OK;
}

typedef struct times {
    double ours, parse, copy, text;
    size_t bytes;
} times;

static void run_pages(ent_buffer *pages, times *best) {
    size_t bytes = 0;
    char *room = malloc(1 << 20);
    double start = now();
    for (size_t i = 0; i < PAGES; i++)
        if (ent_intake(NULL, "page.html", pages[i].data, pages[i].size, NULL, take, &bytes) != ENT_OK) exit(1);
    double ours = now() - start;
    start = now();
    for (size_t i = 0; i < PAGES; i++) {
        htmlDocPtr page = htmlReadMemory(pages[i].data, (int)pages[i].size, NULL, "UTF-8",
                                         HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
        if (page == NULL) exit(1);
        xmlFreeDoc(page);
    }
    double parse = now() - start;
    start = now();
    for (size_t i = 0; i < PAGES; i++)
        memcpy(room, pages[i].data, pages[i].size < 1 << 20 ? pages[i].size : 1 << 20);
    double copy = now() - start + 1e-9 * (double)room[0];
    free(room);
    if (best->bytes == 0 || ours < best->ours) best->ours = ours;
    if (best->bytes == 0 || parse < best->parse) best->parse = parse;
    if (best->bytes == 0 || copy < best->copy) best->copy = copy;
    best->bytes = bytes;
}

static void pages(void) {
    ent_buffer *made = calloc(PAGES, sizeof *made);
    size_t size = 0;
    times best = {0};
    for (size_t i = 0; i < PAGES; i++) {
        ent_random random = ent_random_stream(1, i);
        ent_buffer_init(&made[i], ent_allocator_default());
        write_page(&random, &made[i]);
        if (made[i].failed) exit(1);
        size += made[i].size;
    }
    for (int i = 0; i < REPEATS; i++)
        run_pages(made, &best);
    double mb = (double)size / 1e6;
    printf("%d pages, %.1f MB, %.1f MB of text left; one core, best of %d\n", PAGES, mb, (double)best.bytes / 1e6,
           REPEATS);
    printf("pages to texts           %8.1f MB/s\n", mb / best.ours);
    printf("libxml2's parser alone   %8.1f MB/s; ratio of times %.2f\n", mb / best.parse, best.ours / best.parse);
    printf("a copy in memory         %8.0f MB/s; ratio of times %.0f\n", mb / best.copy, best.ours / best.copy);
    for (size_t i = 0; i < PAGES; i++)
        ent_buffer_free(&made[i]);
    free(made);
}

static void copies(void) {
    ent_shingles *documents = calloc(STORIES, sizeof *documents);
    ent_arena *arena = ent_arena_new(ent_allocator_default());
    ent_copies out;
    double read = 0, bytes = 0;
    for (size_t i = 0; i < STORIES; i++) {
        ent_random random = ent_random_stream(2, i / 2); /* each story twice, the second without its end */
        ent_buffer text;
        ent_buffer_init(&text, ent_allocator_default());
        for (int w = 0; w < (i % 2 == 0 ? 400 : 380); w++)
            ent_buffer_printf(&text, "w%u ", (unsigned)ent_random_below(&random, 20000));
        double start = now();
        if (ent_shingles_read(&documents[i], ent_allocator_default(), text.data, text.size) != ENT_OK) exit(1);
        read += now() - start;
        bytes += (double)text.size;
        ent_buffer_free(&text);
    }
    double start = now();
    if (ent_copies_find(NULL, documents, STORIES, NULL, arena, &out) != ENT_OK) exit(1);
    double group = now() - start;
    printf("%d texts, %.1f MB: shingles %.1f MB/s, signatures and groups %.1f MB/s; %zu reports\n", STORIES,
           bytes / 1e6, bytes / 1e6 / read, bytes / 1e6 / group, out.reports);
    for (size_t i = 0; i < STORIES; i++)
        ent_shingles_free(&documents[i]);
    free(documents);
    ent_arena_free(arena);
}

int main(void) {
    pages();
    copies();
    return 0;
}
