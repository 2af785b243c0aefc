/* Documents in. The pages are our own and imitate layouts of news sites; what is expected was read off them by eye. */
#include "text/intake.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what comes out --------------------------------------------------------------------------------------------- */

enum { MOST = 8 };

typedef struct taken {
    char *text, *title, *publisher, *author, *address, *language, *note, *kind;
    char date[ENT_NUMBER_TEXT], date_rule[16], charset[16], hash[65], dropped[400];
    size_t replaced, line;
    bool whole;
} taken;

typedef struct bag {
    taken documents[MOST];
    size_t size;
    ent_diagnostics *diagnostics;
    ent_status status;
} bag;

static char *copy(const char *text) {
    return text != NULL ? strdup(text) : NULL;
}

static ent_status take(void *context, const ent_document *d) {
    bag *b = context;
    if (b->size == MOST) return ENT_LIMIT;
    taken *t = &b->documents[b->size++];
    *t = (taken){.text = copy(d->text),
                 .title = copy(d->title),
                 .publisher = copy(d->publisher),
                 .author = copy(d->author),
                 .address = copy(d->address),
                 .language = copy(d->language),
                 .note = copy(d->note),
                 .kind = copy(d->kind),
                 .replaced = d->replaced,
                 .line = d->line,
                 .whole = d->taken_whole};
    ent_write_date(t->date, d->date);
    snprintf(t->date_rule, sizeof t->date_rule, "%s", d->date_rule != NULL ? d->date_rule : "");
    snprintf(t->charset, sizeof t->charset, "%s", d->charset);
    memcpy(t->hash, d->hash, sizeof t->hash);
    for (size_t i = 0; i < d->dropped_size; i++)
        snprintf(t->dropped + strlen(t->dropped), sizeof t->dropped - strlen(t->dropped), "%s%s %zu", i > 0 ? ", " : "",
                 d->dropped[i].reason, d->dropped[i].blocks);
    assert_int_equal(strlen(d->text), d->size);
    return ENT_OK;
}

static bag read_bytes(const char *name, const char *data, size_t size, const ent_intake_options *options) {
    bag b = {.diagnostics = ent_diagnostics_new(ent_allocator_default(), 20)};
    const ent_run run = {.diagnostics = b.diagnostics};
    b.status = ent_intake(&run, name, data, size, options, take, &b);
    return b;
}

static bag read_as(ent_intake_format format, const char *text) {
    return read_bytes("file", text, strlen(text), &(ent_intake_options){.format = format});
}

static void empty(bag *b) {
    for (size_t i = 0; i < b->size; i++) {
        taken *t = &b->documents[i];
        char *const texts[] = {t->text, t->title, t->publisher, t->author, t->address, t->language, t->note, t->kind};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            free(texts[j]);
    }
    ent_diagnostics_free(b->diagnostics);
}

static const char *first_id(const bag *b) {
    return ent_diagnostics_size(b->diagnostics) > 0 ? ent_diagnostics_at(b->diagnostics, 0)->id : "";
}

/* ---- pages ------------------------------------------------------------------------------------------------------ */

static const char news[] =
    "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Talks open - The Harbour Gazette</title>"
    "<meta property=\"og:site_name\" content=\"The Harbour Gazette\">"
    "<meta property=\"article:published_time\" content=\"2024-03-19T00:00:00Z\">"
    "<link rel=\"canonical\" href=\"https://gazette.example/2024/03/18/talks\">"
    "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},{\"@type\":"
    "\"NewsArticle\",\"datePublished\":\"2024-03-21T09:30:00+09:00\",\"author\":[{\"name\":\"Ann Reed\"}]}]}</script>"
    "<style>p{}</style><script>if (a<b && \"<p>not text</p>\") {}</script></head>"
    "<body class=\"has-sidebar nav-open\"><!-- <p>Old text that nobody wants to see on this page any more.</p> -->"
    "<div id=\"cookie-consent\"><p>We keep small files on your machine to see what you like, and our partners do "
    "too.</p>"
    "</div><header class=\"masthead\"><a href=\"/\">Home</a><h1>The Harbour Gazette</h1></header>"
    "<nav><ul><li><a href=\"/w\">World</a><li><a href=\"/b\">Business</a></ul></nav>"
    "<main><article><header><h1>Talks on shared costs open</h1><div class=\"byline\">By Ann Reed</div></header>"
    "<p>Delegates of two islands met on Thursday to talk about who pays for the lighthouse, an official said."
    "<p>The first offer stood at 4.5&nbsp;million crowns &amp; a half\n   year of gr\xC2\xAD"
    "ace."
    "<div class=\"article-share-bar\"><a href=\"#\">Share on X</a></div>"
    "<h2>What comes next</h2><ul><li>A second round is planned for May.</li><li>Experts meet before it</li></ul>"
    "<blockquote><p>&ldquo;We are close,&rdquo; the minister said.</p></blockquote>"
    "<table><tr><th>Year</th><th>Crowns</th></tr><tr><td>2024</td><td>4.5 million</td></tr></table>"
    "<p>Advertisement</p><p>One line<br>goes on here.<br><br>Another paragraph after two breaks.</p>"
    "<h2>Related stories</h2><div class=\"related\"><p>Another story that has nothing to do with this one but is long "
    "enough to be text.</p></div></article></main>"
    "<aside><p>Most read today: a long list of other stories that readers of this paper liked.</p></aside>"
    "<footer><p>The Harbour Gazette is printed on all islands of this sea and in some harbours beyond it.</p></footer>";

static void pages_lose_their_furniture(void **state) {
    (void)state;
    bag b = read_as(ENT_INTAKE_GUESS, news);
    assert_int_equal(b.status, ENT_OK);
    assert_int_equal(b.size, 1);
    const taken *t = &b.documents[0];
    assert_string_equal(
        t->text, "Talks on shared costs open\n\n"
                 "Delegates of two islands met on Thursday to talk about who pays for the lighthouse, an official "
                 "said.\n\nThe first offer stood at 4.5 million crowns & a half year of grace.\n\n"
                 "What comes next\n\n- A second round is planned for May.\n- Experts meet before it\n\n"
                 "\xE2\x80\x9CWe are close,\xE2\x80\x9D the minister said.\n\nYear | Crowns\n2024 | 4.5 million\n\n"
                 "One line goes on here.\n\nAnother paragraph after two breaks.");
    assert_string_equal(t->title, "Talks open");
    assert_string_equal(t->publisher, "The Harbour Gazette");
    assert_string_equal(t->author, "Ann Reed");
    assert_string_equal(t->address, "https://gazette.example/2024/03/18/talks");
    assert_string_equal(t->date, "2024-03-21");
    assert_string_equal(t->date_rule, "json-ld");
    assert_string_equal(t->language, "en");
    assert_false(t->whole);
    assert_string_equal(t->dropped,
                        "navigation 2, header 2, footer 1, aside 1, sharing 1, cookies 1, related 1, author 1, "
                        "phrase 1, heading 1");
    empty(&b);
}

/* No element says where the text is, a class that names furniture is around all of it, and tables make the layout. */
static void old_pages_are_read_too(void **state) {
    (void)state;
    bag b =
        read_as(ENT_INTAKE_HTML,
                "<html><body><form id=search action=x><table><tr><td><a href=a>One</a><td><a href=b>Two</a></table>"
                "<table><tr><td><font size=5>A title</font><p>The ferry company will raise its fares by 8.3 percent in "
                "April, its director said on Monday.<p>It had not done so for many years, and nobody was surprised by "
                "the news.</td></tr></table><ul><li>Home<li>Sport</ul><p><time datetime=2023-11-05>now</time></form>");
    assert_int_equal(b.status, ENT_OK);
    assert_string_equal(
        b.documents[0].text,
        "The ferry company will raise its fares by 8.3 percent in April, its director said on Monday.\n\n"
        "It had not done so for many years, and nobody was surprised by the news.");
    assert_true(b.documents[0].whole);
    assert_string_equal(b.documents[0].date, "2023-11-05");
    assert_string_equal(b.documents[0].date_rule, "time");
    empty(&b);
    b = read_as(ENT_INTAKE_HTML, "<p>Two words<h2>Only this</h2>");
    assert_int_equal(b.status, ENT_OK);
    assert_string_equal(b.documents[0].text, "Two words\n\nOnly this");
    empty(&b);
}

/* Where the names of classes mislead, and where comments are longer than the text. */
static void prose_outweighs_names(void **state) {
    (void)state;
    static const char line[] =
        "<p>This line of the story has more than ten words, so that it counts as prose of the page.</p>";
    ent_buffer page;
    ent_buffer_init(&page, ent_allocator_default());
    ent_buffer_text(&page,
                    "<body><p>Before the guide stands this line, which is as long as a line of prose should be.</p>"
                    "<div id=sharing>");
    ent_buffer_repeat(&page, line, 12);
    ent_buffer_text(&page, "</div>");
    bag b = read_as(ENT_INTAKE_HTML, page.data);
    assert_non_null(strstr(b.documents[0].text, "This line"));
    assert_non_null(strstr(b.documents[0].text, "Before the guide"));
    empty(&b);
    page.size = 0;
    ent_buffer_repeat(&page, line, 3);
    ent_buffer_text(&page, "<div class=comments>");
    for (int i = 0; i < 12; i++)
        ent_buffer_text(
            &page, "<article><p>I have read this story with care and I do not believe one word of it.</p></article>");
    ent_buffer_text(&page, "</div>");
    b = read_as(ENT_INTAKE_HTML, page.data);
    assert_null(strstr(b.documents[0].text, "believe"));
    assert_non_null(strstr(b.documents[0].text, "This line"));
    empty(&b);
    ent_buffer_free(&page);
}

/* A Korean page: paragraphs by line breaks, the notice of the publisher's rights behind them. */
static void korean_pages(void **state) {
    (void)state;
    bag b = read_as(
        ENT_INTAKE_GUESS,
        "<html lang=ko><head><title>\xEB\xB6\x84\xEB\x8B\xB4\xEA\xB8\x88 \xED\x98\x91\xEC\x83\x81 "
        "\xEC\x8B\x9C\xEC\x9E\x91 :: \xED\x95\xAD\xEA\xB5\xAC\xEC\x8B\xA0\xEB\xAC\xB8</title><meta "
        "property=og:site_name content=\xED\x95\xAD\xEA\xB5\xAC\xEC\x8B\xA0\xEB\xAC\xB8><meta "
        "property=\"article:published_time\" content=\"2024-04-23T10:00:00+09:00\"></head><body><div id=gnb><a "
        "href=a>\xEC\xA0\x95\xEC\xB9\x98</a> <a href=b>\xEA\xB2\xBD\xEC\xA0\x9C</a></div><div "
        "id=articleBodyContents>\xEB\x91\x90 \xEC\x84\xAC\xEC\x9D\x80 23\xEC\x9D\xBC \xEB\x93\xB1\xEB\x8C\x80 "
        "\xEB\xB9\x84\xEC\x9A\xA9 \xEB\xB6\x84\xEB\x8B\xB4 \xED\x98\x91\xEC\x83\x81\xEC\x9D\x84 "
        "\xEC\x8B\x9C\xEC\x9E\x91\xED\x96\x88\xEB\x8B\xA4\xEA\xB3\xA0 "
        "\xEB\xB0\x9D\xED\x98\x94\xEB\x8B\xA4.<br><br>\xEB\xB6\x84\xEB\x8B\xB4\xEA\xB8\x88\xEC\x9D\x80 1\xEC\xA1\xB0 "
        "389\xEC\x96\xB5 "
        "\xEC\x9B\x90\xEC\x9C\xBC\xEB\xA1\x9C\n\xEC\xA7\x80\xEB\x82\x9C\xED\x95\xB4\xEB\xB3\xB4\xEB\x8B\xA4 8.3% "
        "\xEC\x98\xAC\xEB\x9E\x90\xEB\x8B\xA4.<br>\xED\x9A\x8C\xEB\x8B\xB4\xEC\x9D\x80 \xEC\x82\xAC\xED\x9D\x98 "
        "\xEB\x8F\x99\xEC\x95\x88 \xEC\x97\xB4\xEB\xA6\xB0\xEB\x8B\xA4.<br><br>\xE2\x93\x92 "
        "\xED\x95\xAD\xEA\xB5\xAC\xEC\x8B\xA0\xEB\xAC\xB8, \xEB\xAC\xB4\xEB\x8B\xA8 \xEC\xA0\x84\xEC\x9E\xAC "
        "\xEB\xB0\x8F \xEC\x9E\xAC\xEB\xB0\xB0\xED\x8F\xAC \xEA\xB8\x88\xEC\xA7\x80</div><div class=sns><a "
        "href=c>\xEA\xB3\xB5\xEC\x9C\xA0</a></div>");
    assert_string_equal(b.documents[0].text,
                        "\xEB\x91\x90 \xEC\x84\xAC\xEC\x9D\x80 23\xEC\x9D\xBC \xEB\x93\xB1\xEB\x8C\x80 "
                        "\xEB\xB9\x84\xEC\x9A\xA9 \xEB\xB6\x84\xEB\x8B\xB4 \xED\x98\x91\xEC\x83\x81\xEC\x9D\x84 "
                        "\xEC\x8B\x9C\xEC\x9E\x91\xED\x96\x88\xEB\x8B\xA4\xEA\xB3\xA0 "
                        "\xEB\xB0\x9D\xED\x98\x94\xEB\x8B\xA4.\n\n\xEB\xB6\x84\xEB\x8B\xB4\xEA\xB8\x88\xEC\x9D\x80 "
                        "1\xEC\xA1\xB0 389\xEC\x96\xB5 \xEC\x9B\x90\xEC\x9C\xBC\xEB\xA1\x9C "
                        "\xEC\xA7\x80\xEB\x82\x9C\xED\x95\xB4\xEB\xB3\xB4\xEB\x8B\xA4 8.3% "
                        "\xEC\x98\xAC\xEB\x9E\x90\xEB\x8B\xA4.\n\n\xED\x9A\x8C\xEB\x8B\xB4\xEC\x9D\x80 "
                        "\xEC\x82\xAC\xED\x9D\x98 \xEB\x8F\x99\xEC\x95\x88 \xEC\x97\xB4\xEB\xA6\xB0\xEB\x8B\xA4.");
    assert_string_equal(b.documents[0].language, "ko");
    assert_string_equal(b.documents[0].date, "2024-04-23");
    assert_string_equal(b.documents[0].title,
                        "\xEB\xB6\x84\xEB\x8B\xB4\xEA\xB8\x88 \xED\x98\x91\xEC\x83\x81 \xEC\x8B\x9C\xEC\x9E\x91");
    assert_string_equal(b.documents[0].dropped, "navigation 1, sharing 1, phrase 1");
    empty(&b);
}

/* Words of classes count whole, and not behind "has" or "no". */
static void names_of_classes_are_words(void **state) {
    (void)state;
    static const struct {
        const char *attribute;
        bool kept;
    } rows[] = {{"class=shareholders", true},
                {"class='has-share x'", true},
                {"class=cost-sharing-x", false},
                {"class=\"x shareBar\"", false},
                {"id=no-ads", true},
                {"id=ads", false},
                {"role=navigation", false},
                {"hidden", false},
                {"style='display: none'", false},
                {"aria-hidden=true", false},
                {"class='lead story text'", true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[600];
        snprintf(
            page, sizeof page,
            "<body><article><p>The islands share the cost of the lighthouse, and neither of them likes what it has to "
            "pay for it.</p><div %s><p>Ten words stand in this line so that it is long enough.</p></div></article>",
            rows[i].attribute);
        bag b = read_as(ENT_INTAKE_HTML, page);
        assert_int_equal(b.size, 1);
        if ((strstr(b.documents[0].text, "Ten words") != NULL) != rows[i].kept) fail_msg("%s", rows[i].attribute);
        empty(&b);
    }
}

/* ---- feeds ------------------------------------------------------------------------------------------------------ */

static const char rss[] =
    "\n<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\" xmlns:dc=\"d\"><channel>"
    "<title>The Harbour Gazette</title><image><title>Logo</title></image>\n"
    "<item><title>Talks open</title><link>https://gazette.example/1</link>"
    "<pubDate>Thu, 21 Mar 2024 23:00:00 -0500</pubDate><dc:creator>Ann "
    "Reed</dc:creator><description>Short.</description>"
    "<content:encoded><![CDATA[<p>Delegates met.</p><p>They &amp; others <a href=x>left</a>.</p>]]></content:encoded>"
    "</item>\n<item><description>The ferry came at &lt;b&gt;noon&lt;/b&gt;.</description></item>"
    "<item><title>A headline alone</title></item></channel></rss>";

static const char atom[] =
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Notes</title><entry><title>A law</title>"
    "<link rel=\"self\" href=\"https://notes.example/self\"/><link href=\"https://notes.example/law\"/>"
    "<updated>2024-04-02T00:00:00Z</updated><published>2024-04-01</published><author><name>B. Lee</name><uri>u</uri>"
    "</author><content type=\"xhtml\"><div><p>The law passed, 4 &lt; 5.</p><p>It holds.</p></div></content></entry>"
    "<entry><title>Plain</title><updated>2024-05-03T00:00:00Z</updated><summary type=\"text\">Not &lt;b&gt; markup."
    "</summary></entry></feed>";

static void feeds_are_documents(void **state) {
    (void)state;
    bag b = read_as(ENT_INTAKE_GUESS, rss);
    assert_int_equal(b.status, ENT_OK);
    assert_int_equal(b.size, 3);
    assert_string_equal(b.documents[0].text, "Delegates met.\n\nThey & others left.");
    assert_string_equal(b.documents[0].publisher, "The Harbour Gazette");
    assert_string_equal(b.documents[0].address, "https://gazette.example/1");
    assert_string_equal(b.documents[0].author, "Ann Reed");
    assert_string_equal(b.documents[0].date, "2024-03-21");
    assert_string_equal(b.documents[1].text, "The ferry came at noon.");
    assert_string_equal(b.documents[1].date, "");
    assert_string_equal(b.documents[2].text, "A headline alone");
    empty(&b);
    b = read_as(ENT_INTAKE_GUESS, atom);
    assert_int_equal(b.size, 2);
    assert_string_equal(b.documents[0].text, "The law passed, 4 < 5.\n\nIt holds.");
    assert_string_equal(b.documents[0].address, "https://notes.example/law");
    assert_string_equal(b.documents[0].author, "B. Lee");
    assert_string_equal(b.documents[0].date, "2024-04-01");
    assert_string_equal(b.documents[1].text, "Not <b> markup.");
    assert_string_equal(b.documents[1].date, "2024-05-03");
    empty(&b);
}

static void broken_feeds_are_refused(void **state) {
    (void)state;
    bag b = read_as(ENT_INTAKE_FEED, "<rss><channel>\n<item><title>Whole</title></item>\n<item><title>Half</item>");
    assert_int_equal(b.status, ENT_INPUT);
    assert_string_equal(first_id(&b), "E-TEXT-0009");
    assert_int_equal(ent_diagnostics_at(b.diagnostics, 0)->place.line, 3);
    assert_int_equal(b.size, 1);
    empty(&b);
    b = read_as(ENT_INTAKE_FEED,
                "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><item><title>"
                "&b;</title></item></channel></rss>");
    assert_int_equal(b.status, ENT_INPUT);
    assert_string_equal(first_id(&b), "E-TEXT-0009");
    assert_int_equal(b.size, 0);
    empty(&b);
    b = read_as(ENT_INTAKE_FEED, "<html><p>x</p></html>");
    assert_int_equal(b.status, ENT_INPUT);
    empty(&b);
}

/* ---- JSON lines, text, Markdown --------------------------------------------------------------------------------- */

static void json_lines(void **state) {
    (void)state;
    bag b = read_as(ENT_INTAKE_GUESS,
                    "{\"text\": \"The islands met.\", \"title\": \"Talks\", \"date\": \"2024-03-21\", \"source\": "
                    "\"Gazette\", \"score\": 1.50, \"tags\": [\"b\", \"a\"]}\n\nnot json\n{\"title\": \"no text\"}\n"
                    "{\"text\": \"a\", \"date\": \"soon\"}\n{\"text\": \"Nul \\u0000 here\"}");
    assert_int_equal(b.status, ENT_INPUT);
    assert_int_equal(b.size, 2);
    assert_string_equal(b.documents[0].publisher, "Gazette");
    assert_string_equal(b.documents[0].note, "{\"score\":1.5,\"tags\":[\"b\",\"a\"]}");
    assert_int_equal(b.documents[0].line, 1);
    assert_string_equal(b.documents[1].text, "Nul \xEF\xBF\xBD here");
    assert_int_equal(b.documents[1].replaced, 1);
    assert_int_equal(b.documents[1].line, 6);
    static const struct {
        const char *id;
        size_t line;
    } told[] = {{"E-TEXT-0006", 3}, {"E-TEXT-0007", 4}, {"E-TEXT-0007", 5}};
    for (size_t i = 0; i < 3; i++) {
        const ent_diagnostic *d = ent_diagnostics_at(b.diagnostics, i);
        assert_string_equal(d->id, told[i].id);
        assert_int_equal(d->place.line, told[i].line);
    }
    empty(&b);
}

static void heads_of_texts(void **state) {
    (void)state;
    bag b = read_as(ENT_INTAKE_TEXT,
                    "Title: Talks: the start\r\nSource: The Gazette\r\nDate: 21 March 2024\r\n\r\nThey met. "
                    "They left.\r\nNote: all paid.\r\n");
    assert_string_equal(b.documents[0].text, "They met. They left.\nNote: all paid.");
    assert_string_equal(b.documents[0].title, "Talks: the start");
    assert_string_equal(b.documents[0].publisher, "The Gazette");
    assert_string_equal(b.documents[0].date, "2024-03-21");
    empty(&b);
    b = read_as(ENT_INTAKE_TEXT, " date 2024-03-21 Amid rain they met.");
    assert_string_equal(b.documents[0].text, " date 2024-03-21 Amid rain they met.");
    assert_string_equal(b.documents[0].date, "2024-03-21");
    empty(&b);
    b = read_as(ENT_INTAKE_TEXT, "Seoul: talks went on. Title: none.");
    assert_null(b.documents[0].title);
    assert_string_equal(b.documents[0].text, "Seoul: talks went on. Title: none.");
    empty(&b);
    b = read_as(ENT_INTAKE_TEXT, "Date: 2024-03-21\n\nTwo islands settle their ferry bill\n\nThey met on Friday.");
    assert_string_equal(b.documents[0].title, "Two islands settle their ferry bill");
    assert_string_equal(b.documents[0].text, "Two islands settle their ferry bill\n\nThey met on Friday.");
    empty(&b);
    static const char *const no_titles[] = {"They met on Friday.\n\nThey left.", "By our staff\nThey met.",
                                            "New Update\n\nThey met.", "Two islands settle their bill"};
    for (size_t i = 0; i < sizeof no_titles / sizeof *no_titles; i++) {
        b = read_as(ENT_INTAKE_TEXT, no_titles[i]);
        assert_null(b.documents[0].title);
        empty(&b);
    }
    const ent_intake_options given = {.publisher = "Mine", .date = {2020, 1, 2}};
    static const char theirs[] = "Source: Theirs\nDate: 2021-01-01\n\nText.";
    b = read_bytes("a.txt", theirs, sizeof theirs - 1, &given);
    assert_string_equal(b.documents[0].publisher, "Mine");
    assert_string_equal(b.documents[0].date, "2020-01-02");
    assert_string_equal(b.documents[0].date_rule, "given");
    empty(&b);
}

static void markdown(void **state) {
    (void)state;
    bag b = read_as(
        ENT_INTAKE_GUESS,
        "---\ntitle: \"Talks\"\ndate: 2024-03-21\nmood: dark\n---\n# Head #\n\nA **bold** [link](http://x) "
        "![picture](y)and `code`, snake_case, 5 * 3\ngoes on \\*here\\*.\n> quoted\n\n- item one\n- _item_ two\n"
        "1. first\n\n| a | b |\n|---|:--|\n| 1 | 2 |\n***\n```\nx = *y\n```\nEnd.");
    assert_int_equal(b.status, ENT_OK);
    assert_string_equal(
        b.documents[0].text,
        "Head\n\nA bold link and code, snake_case, 5 * 3 goes on *here*. quoted\n\n- item one\n- item two\n"
        "1. first\n\na | b\n1 | 2\n\nx = *y\n\nEnd.");
    assert_string_equal(b.documents[0].title, "Talks");
    assert_string_equal(b.documents[0].date, "2024-03-21");
    empty(&b);
}

/* ---- character sets --------------------------------------------------------------------------------------------- */

static void character_sets(void **state) {
    (void)state;
    static const char korean[] =
        "\xED\x95\x9C\xEA\xB5\xAD\xEC\x9D\x98 \xEB\xB6\x84\xEB\x8B\xB4\xEA\xB8\x88\xEC\x9D\x80 "
        "\xEC\x98\xAC\xEB\x9E\x90\xEB\x8B\xA4."; /* "Korea's share rose." */
    static const char wide[] = "\xFF\xFEH\0i\0.\0 \0\xAC\x20.\0";
    static const struct {
        const char *data, *text, *charset;
        size_t size, replaced;
        const char *declared;
    } rows[] = {
        {"<meta charset=euc-kr><p>\xC7\xD1\xB1\xB9\xC0\xC7 \xBA\xD0\xB4\xE3\xB1\xDD\xC0\xBA \xBF\xC3\xB6\xFA\xB4\xD9.",
         korean, "CP949", 0, 0, NULL},
        {"<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>Caf\xE9 \x96 it costs \x80"
         "5.",
         "Caf\xC3\xA9 \xE2\x80\x93 it costs \xE2\x82\xAC"
         "5.",
         "windows-1252", 0, 0, NULL},
        {"<p>Caf\xE9 is open.", "Caf\xEF\xBF\xBD is open.", "UTF-8", 0, 1, NULL},
        {"<p>Caf\xE9 is open.", "Caf\xC3\xA9 is open.", "windows-1252", 0, 0, "Latin1"},
        {"\xEF\xBB\xBF<meta charset=euc-kr><p>Caf\xC3\xA9 is open.", "Caf\xC3\xA9 is open.", "UTF-8", 0, 0, NULL},
        {"<meta charset=euc-kr><p>Caf\xC3\xA9 was saved again.", "Caf\xC3\xA9 was saved again.", "UTF-8", 0, 0, NULL},
        {wide, "Hi. \xE2\x82\xAC.", "UTF-16LE", sizeof wide - 1, 0, NULL},
        {"<meta charset=euc-kr><p>Odd \xC7\xFF end.", "Odd \xEF\xBF\xBD\xEF\xBF\xBD end.", "CP949", 0, 2, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = rows[i].size > 0 ? rows[i].size : strlen(rows[i].data);
        bag b = read_bytes("file.html", rows[i].data, size,
                           &(ent_intake_options){.format = ENT_INTAKE_HTML, .charset = rows[i].declared});
        assert_int_equal(b.status, ENT_OK);
        if (rows[i].text != NULL) assert_string_equal(b.documents[0].text, rows[i].text);
        assert_string_equal(b.documents[0].charset, rows[i].charset);
        assert_int_equal(b.documents[0].replaced, rows[i].replaced);
        assert_string_equal(first_id(&b), rows[i].replaced > 0 ? "W-TEXT-0101" : "");
        empty(&b);
    }
    bag b = read_bytes("x", "text", 4, &(ent_intake_options){.charset = "klingon"});
    assert_int_equal(b.status, ENT_INPUT);
    assert_string_equal(first_id(&b), "E-TEXT-0005");
    empty(&b);
}

/* ---- kinds, dates, languages ------------------------------------------------------------------------------------ */

static void kinds_are_guessed(void **state) {
    (void)state;
    static const struct {
        const char *name, *data;
        ent_intake_format format;
    } rows[] = {{"a", "%PDF-1.7\n%\xE2\xE3", ENT_INTAKE_PDF},
                {"a.txt", "\x89PNG\r\n\x1A\n\1\2\3\4\5\6\7", ENT_INTAKE_BINARY},
                {"a", "\xEF\xBB\xBF  <!DOCTYPE HTML><html>", ENT_INTAKE_HTML},
                {"a.html", "just words", ENT_INTAKE_HTML},
                {NULL, "<?xml version='1.0'?><rss>", ENT_INTAKE_FEED},
                {NULL, "<?xml version='1.0'?><html xmlns='x'><body>the <feed", ENT_INTAKE_HTML},
                {"a.MD", "words", ENT_INTAKE_MARKDOWN},
                {NULL, "# Head\n", ENT_INTAKE_MARKDOWN},
                {NULL, "{\"text\": 1}", ENT_INTAKE_JSONL},
                {NULL, "{curly} words", ENT_INTAKE_TEXT},
                {"a.ndjson", "", ENT_INTAKE_JSONL},
                {"", "words <b>", ENT_INTAKE_TEXT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(ent_intake_format_name(ent_intake_guess(rows[i].name, rows[i].data, strlen(rows[i].data))),
                            ent_intake_format_name(rows[i].format));
    bag b = read_as(ENT_INTAKE_GUESS, "%PDF-1.7");
    assert_int_equal(b.status, ENT_INPUT);
    assert_string_equal(first_id(&b), "E-TEXT-0003");
    empty(&b);
    b = read_as(ENT_INTAKE_TEXT, " \n ");
    assert_int_equal(b.status, ENT_INPUT);
    assert_string_equal(first_id(&b), "E-TEXT-0008");
    empty(&b);
}

static void dates_of_metadata(void **state) {
    (void)state;
    static const char *const rows[][2] = {{"2024-03-21T09:30:00+09:00", "2024-03-21"},
                                          {"20240321", "2024-03-21"},
                                          {"20240321T0900Z", "2024-03-21"},
                                          {"20240321093000", "2024-03-21"},
                                          {"2024.03.21. 10:00", "2024-03-21"},
                                          {"2024/3/1", "2024-03-01"},
                                          {"2024-03", "2024-03"},
                                          {"2024", "2024"},
                                          {"21 Mar 2024 10:00", "2024-03-21"},
                                          {"Thu, 21 Mar 2024 10:00:00 GMT", "2024-03-21"},
                                          {"Thursday, 21-Mar-2024", "2024-03-21"},
                                          {"March 21, 2024", "2024-03-21"},
                                          {"Sept. 3 2023", "2023-09-03"},
                                          {"March 2024", "2024-03"},
                                          {"2024\xEB\x85\x84 3\xEC\x9B\x94 21\xEC\x9D\xBC", "2024-03-21"},
                                          {"2024-02-30", ""},
                                          {"soon", ""},
                                          {"21/03/2024", ""},
                                          {"1700000000", ""},
                                          {"2024-13-01", ""},
                                          {"20241301", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[200];
        snprintf(page, sizeof page, "<meta name=date content='%s'><p>They met.", rows[i][0]);
        bag b = read_as(ENT_INTAKE_HTML, page);
        if (strcmp(b.documents[0].date, rows[i][1]) != 0) fail_msg("%s: %s", rows[i][0], b.documents[0].date);
        empty(&b);
    }
    bag b = read_as(ENT_INTAKE_HTML, "<link rel=canonical href='https://x.example/2022/1/5/a'><p>They met.");
    assert_string_equal(b.documents[0].date, "2022-01-05");
    assert_string_equal(b.documents[0].date_rule, "address");
    empty(&b);
}

static void languages(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"The ministers of the two countries met in the capital and said that talks will go on.", "en"},
        {"\xED\x95\x9C\xEA\xB5\xAD\xEA\xB3\xBC \xEB\xAF\xB8\xEA\xB5\xAD\xEC\x9D\x80 SMA\xEB\xA5\xBC "
         "\xED\x98\x91\xEC\x83\x81\xED\x95\x9C\xEB\x8B\xA4.",
         "ko"},
        {"Die Minister der beiden Staaten und ihre Berater trafen sich in der Hauptstadt.", ""},
        {"Les ministres des deux pays et leurs conseillers se sont vus dans la capitale de la France.", ""},
        {"Os ministros do pais e da ilha, que a imprensa viu, foram a capital.", ""},
        {"\xE4\xB8\xA4\xE5\x9B\xBD\xE9\x83\xA8\xE9\x95\xBF\xE4\xBC\x9A\xE8\xB0\x88\xE3\x80\x82", "zh"},
        {"\xE5\xA4\xA7\xE8\x87\xA3\xE3\x81\xAF\xE4\xBC\x9A\xE8\xAB\x87\xE3\x81\x97\xE3\x81\x9F\xE3\x80\x82", "ja"},
        {"42", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(ent_language_guess(rows[i][0], strlen(rows[i][0])), rows[i][1]);
}

/* ---- hostile input, memory, seeds ------------------------------------------------------------------------------- */

static char *repeated(const char *start, const char *piece, size_t times) {
    size_t size = strlen(piece), head = strlen(start);
    char *text = malloc(head + size * times + 1);
    assert_non_null(text);
    memcpy(text, start, head);
    for (size_t i = 0; i < times; i++)
        memcpy(text + head + i * size, piece, size);
    text[head + size * times] = '\0';
    return text;
}

static void bombs_are_refused(void **state) {
    (void)state;
    static const struct {
        ent_intake_format format;
        const char *start, *piece;
        size_t times;
        const char *id;
    } rows[] = {{ENT_INTAKE_HTML, "<p>x.", "<div>", 1000000, "E-TEXT-0004"},
                {ENT_INTAKE_HTML, "<p ", "a=1 ", 1000000, "E-TEXT-0004"},
                {ENT_INTAKE_HTML, "<p>x.", "</i>", 5000000, "E-TEXT-0004"},
                {ENT_INTAKE_FEED, "<rss><item><title>", "<a>", 1000000, "E-TEXT-0004"},
                {ENT_INTAKE_JSONL, "{\"text\":\"x\",\"a\":", "[", 1000000, "E-TEXT-0006"},
                {ENT_INTAKE_JSONL, "{\"text\":\"x", "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", 600000, "E-TEXT-0001"},
                {ENT_INTAKE_TEXT, "", "They met and went home again in the rain", 1700000, "E-TEXT-0001"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = repeated(rows[i].start, rows[i].piece, rows[i].times);
        bag b = read_as(rows[i].format, text);
        assert_int_not_equal(b.status, ENT_OK);
        assert_string_equal(first_id(&b), rows[i].id);
        assert_int_equal(b.size, 0);
        empty(&b);
        free(text);
    }
}

static ent_status look(void *context, const ent_document *document) {
    *(size_t *)context += document->size;
    return ENT_OK;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    static const char lines[] = "{\"text\": \"a\", \"x\": 1}\n{\"text\": \"b\"}";
    static const char notes[] = "---\ntitle: T\n---\n# H\ntext [a](b)";
    static const char korean[] = "<meta charset=euc-kr><p>\xC7\xD1\xB1\xB9.";
    static const char *const texts[] = {news, rss, atom, lines, notes, "Title: x\r\n\r\nText.", korean};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t n = 0;; n++) {
            fail_alloc failing;
            ent_allocator allocator = fail_alloc_at(&failing, n);
            const ent_run run = {.allocator = &allocator};
            size_t seen = 0;
            ent_status status = ent_intake(&run, "file", texts[i], strlen(texts[i]), NULL, look, &seen);
            assert_int_equal(failing.held, 0);
            assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
            if (!failing.failed) break;
            assert_true(n < 5000);
        }
}

static ent_status refuse(void *context, const ent_document *document) {
    (void)document;
    ++*(size_t *)context;
    return ENT_CANCELLED;
}

static void who_takes_may_stop(void **state) {
    (void)state;
    static const char *const texts[] = {news, rss, atom, "{\"text\": \"a\"}\n{\"text\": \"b\"}", "text"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t calls = 0;
        assert_int_equal(ent_intake(NULL, "file", texts[i], strlen(texts[i]), NULL, refuse, &calls), ENT_CANCELLED);
        assert_int_equal(calls, 1);
    }
}

/* The five reports come in as they are, but for white space at their end. */
static void seeds_come_in_whole(void **state) {
    (void)state;
    static const char *const names[] = {"000_a41a039ae615729a", "001_cd2c957b51300a6d", "002_9518bd252b5c1a95",
                                        "003_a0398631ab6b3991", "004_bd1764fe1538fa70"};
    const char *reference = getenv("ENTENTE_REFERENCE");
    if (reference == NULL) skip();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[1000], *data, hex[65];
        size_t size;
        snprintf(path, sizeof path, "%s/../seeds/%s.txt", reference, names[i]);
        assert_int_equal(ent_file_read(ent_allocator_default(), path, 1 << 20, &data, &size, NULL), ENT_OK);
        bag b = read_bytes(path, data, size, NULL);
        assert_int_equal(b.status, ENT_OK);
        while (size > 0 && strchr(" \n", data[size - 1]) != NULL)
            data[--size] = '\0';
        assert_string_equal(b.documents[0].text, data);
        ent_sha256(data, size, hex);
        assert_string_equal(b.documents[0].hash, hex);
        assert_string_equal(b.documents[0].language, "en");
        assert_string_equal(b.documents[0].date, i == 0 ? "2024-03-21" : "");
        empty(&b);
        ent_free(ent_allocator_default(), data);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_lose_their_furniture),
        cmocka_unit_test(old_pages_are_read_too),
        cmocka_unit_test(names_of_classes_are_words),
        cmocka_unit_test(korean_pages),
        cmocka_unit_test(prose_outweighs_names),
        cmocka_unit_test(feeds_are_documents),
        cmocka_unit_test(broken_feeds_are_refused),
        cmocka_unit_test(json_lines),
        cmocka_unit_test(heads_of_texts),
        cmocka_unit_test(markdown),
        cmocka_unit_test(character_sets),
        cmocka_unit_test(kinds_are_guessed),
        cmocka_unit_test(dates_of_metadata),
        cmocka_unit_test(languages),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(who_takes_may_stop),
        cmocka_unit_test(seeds_come_in_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
