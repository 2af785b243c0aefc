/* The style sheet of a page. */
#include "findings/style.h"
#include "findings/glyph.h"

#include <string.h>

/* Party colours are derived from Okabe and Ito's palette ("Color Universal Design", 2008), darkened or lightened so
 * that each stands out from the paper by at least 3:1; the first four also stay apart for readers without red or
 * green cones. q0 to q5 are series that are no parties. */
#define LIGHT                                                                                                          \
    "--ink:#16202a;--soft:#54616c;--line:#dde3e7;--axis:#9aa5ad;--paper:#fff;--wash:#f5f6f4;--accent:#0b6e6e;"         \
    "--warn:#8a5f00;--warnwash:#fbf4e2;--shade:rgba(22,32,42,.1);--bad:#a3261c;--badwash:#fbeae8;"                     \
    "--p0:#0b62a8;--p1:#ad4308;--p2:#00805f;--p3:#a3407a;--p4:#a87b00;--p5:#2b8cb8;--p6:#3c4046;--p7:#6b3a1c;"         \
    "--q1:#5b6c7a;--q2:#8a6fb0;--q3:#7d8c2a;--q4:#c0705a;--q5:#3f5f8f;"
#define DARK                                                                                                           \
    "--ink:#e8ecef;--soft:#a3afb9;--line:#2a353e;--axis:#64727d;--paper:#131b22;--wash:#0d1318;--accent:#4fb8b0;"      \
    "--warn:#e0b050;--warnwash:#2a2415;--shade:rgba(0,0,0,.6);--bad:#f08a80;--badwash:#2e1a19;"                        \
    "--p0:#64abee;--p1:#f0884e;--p2:#3ecb9c;--p3:#e08cbc;--p4:#ecca5e;--p5:#a3def7;--p6:#d4d9de;--p7:#b98a62;"         \
    "--q1:#9aabb8;--q2:#b9a4dc;--q3:#b4c25a;--q4:#e0a090;--q5:#8fb0e0;"

/* Before system-ui stand faces with figures of one width; the widths that charts reckon with are of the widest. */
#define FACES                                                                                                          \
    "Inter,\"Source Sans 3\",-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Liberation Sans\",Arial,"          \
    "system-ui,sans-serif"

static const char colours[] =
    ":root{color-scheme:light dark;" LIGHT "}\n@media (prefers-color-scheme:dark){:root{" DARK "}}\n";
static const char print_colours[] = "@media print{:root{color-scheme:light;" LIGHT "}}\n";

static const char chart_rules[] =
    "svg{font:13px " FACES ";font-variant-numeric:tabular-nums;fill:var(--ink)}\nsvg text{unicode-bidi:isolate}"
    "svg .paper{fill:var(--paper)}svg .h1{font-size:17px;font-weight:650}svg .h2{fill:var(--soft)}\n"
    "svg .t{fill:var(--soft);font-size:12px}svg .c{font-size:12px}svg .lb{font-weight:600;fill:var(--ink)}"
    "svg .halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}\n"
    ".p0{color:var(--p0)}.p1{color:var(--p1)}.p2{color:var(--p2)}.p3{color:var(--p3)}.p4{color:var(--p4)}"
    ".p5{color:var(--p5)}.p6{color:var(--p6)}.p7{color:var(--p7)}\n.q0{color:var(--accent)}.q1{color:var(--q1)}"
    ".q2{color:var(--q2)}.q3{color:var(--q3)}.q4{color:var(--q4)}.q5{color:var(--q5)}.qi{color:var(--ink)}"
    ".qf{color:var(--soft)}\nsvg .f{fill:currentColor}svg .g{stroke:var(--line)}svg .z{stroke:var(--axis)}"
    "svg .ld{stroke:var(--axis);stroke-width:1}svg .wh{stroke:var(--ink);stroke-width:1.4}\n"
    ".mk{fill:currentColor;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round}.mk.o{fill:var(--paper)}"
    ".mk.h{stroke:none}.mk.in{color:var(--paper);stroke:none}\nsvg .sol{stroke:var(--accent);stroke-width:2.6}"
    "svg .np{stroke:var(--soft)}svg .sol.f,svg .np.f{stroke:currentColor;fill:var(--paper)}\n"
    "svg .ml{stroke:var(--axis);stroke-width:1}svg .nd,svg .now,svg .rl{stroke:var(--soft);stroke-width:1.5}"
    "svg .ml.f{stroke:currentColor}svg .nd{stroke-dasharray:6 4}"
    "svg .now{stroke-dasharray:1.5 3.5;stroke-linecap:round}svg .rl{stroke-width:2}\n"
    ".hl{stroke:var(--soft);stroke-width:1.3;opacity:.45;fill:none}.band{fill:currentColor;opacity:.15}"
    ".zone{fill:var(--accent);opacity:.12}"
    ".fr{fill:none;stroke:var(--ink);stroke-width:2;stroke-linejoin:round}\n"
    ".cl{fill:none;stroke:currentColor;stroke-width:3;stroke-linecap:round;opacity:.34}.cl.many{opacity:.7}\n"
    ".ln{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}"
    ".ln.fa{opacity:.4;stroke-width:1.5}.ln.dt{stroke-dasharray:1.5 4.5}\n.bar{fill:currentColor}"
    ".bar.bo{fill:var(--paper);stroke:currentColor;stroke-width:1.5}svg .in{fill:var(--paper)}"
    ".iv{fill:currentColor;opacity:.28}\n.mx{fill:var(--accent)}.mn{fill:var(--p1)}"
    ".me{fill:none;stroke:var(--line)}.s0{opacity:.05}.s1{opacity:.11}.s2{opacity:.17}.s3{opacity:.23}"
    ".s4{opacity:.29}.s5{opacity:.35}.s6{opacity:.41}.s7{opacity:.47}.s8{opacity:.54}\n"
    "@media print{.d1{stroke-dasharray:9 3}.d2{stroke-dasharray:3 3}.d3{stroke-dasharray:12 3 3 3}"
    ".d4{stroke-dasharray:6 2 1 2}.d5{stroke-dasharray:14 4}.d6{stroke-dasharray:2 2}"
    ".d7{stroke-dasharray:9 3 2 3 2 3}}\n";

static const char page_rules[] =
    "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}body{margin:0;background:var(--"
    "wash);color:var(--ink);font:16.5px/1.5 " FACES ";font-variant-numeric:tabular-nums;overflow-wrap:break-word}\n"
    "main{max-width:1136px;margin:0 auto;padding:36px 28px 72px}\n.skip{position:absolute;left:-9999px}"
    ".skip:focus{left:16px;top:12px;background:var(--paper);padding:8px 14px;z-index:2}\n"
    "a{color:var(--accent);text-underline-offset:2px}"
    ":focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}\n"
    "header{display:flex;justify-content:space-between;gap:28px;align-items:flex-end;"
    "border-bottom:2px solid var(--ink);padding-bottom:12px}\n"
    "h1{font-size:28px;line-height:1.2;margin:0;letter-spacing:-.012em;text-wrap:balance}"
    "h2{font-size:20px;line-height:1.3;margin:0 0 8px;letter-spacing:-.006em;text-wrap:balance}"
    "h3{font-size:17px;line-height:1.35;margin:0 0 4px;text-wrap:balance}p{margin:.4em 0 .8em;max-width:68ch}"
    "bdi{unicode-bidi:isolate}\n"
    ".meta{color:var(--soft);font-size:14px;text-align:right;white-space:nowrap;line-height:1.7}"
    ".tlp{background:#000;color:#fff;border-radius:3px;padding:2px 8px;font-weight:700;letter-spacing:.02em;"
    "white-space:nowrap}"
    ".tlp-red{color:#ff2b2b}.tlp-amber{color:#ffc000}.tlp-green{color:#33ff00}\n"
    ".lead{font-size:21px;line-height:1.42;margin:26px 0 8px;max-width:62ch;text-wrap:pretty}"
    ".lead b{color:var(--accent);font-weight:650}.intro p{color:var(--soft)}.intro p.lead{color:var(--ink)}\n"
    ".key{display:flex;flex-wrap:wrap;gap:4px 20px;color:var(--soft);font-size:14px;margin:14px 0 0;padding:0;"
    "list-style:none}"
    ".m{width:11px;height:11px;margin-right:6px;overflow:visible;vertical-align:-1px;display:inline-block}\n"
    "nav{margin:22px 0 0;font-size:15px;border-top:1px solid var(--line);padding-top:10px}"
    "nav h2{font-size:14px;color:var(--soft);margin:0 0 4px}"
    "nav ol{columns:2;column-gap:36px;margin:0;padding:0;list-style:none}"
    "nav li{break-inside:avoid;padding:2px 0}nav a{text-decoration:none}"
    "nav a:hover{text-decoration:underline}\n"
    ".grid{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:22px;margin-top:24px}"
    ".card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:20px 24px;"
    "grid-column:1/-1;min-width:0}"
    ".card.half{grid-column:auto}.card>:last-child{margin-bottom:0}\n.part{margin-top:56px}"
    ".part>h2,.detail>h2{font-size:24px;line-height:1.25;max-width:48ch}"
    ".eyebrow{color:var(--accent);font-size:13px;font-weight:650;letter-spacing:.07em;text-transform:uppercase;"
    "margin:0 0 4px}\n"
    "figure{margin:0 0 18px}figure:last-child{margin-bottom:0}"
    "figcaption .sub{color:var(--soft);font-size:15px;margin:0 0 10px;line-height:1.4;max-width:92ch}\n"
    ".plot{container-type:inline-size}.plot svg{width:100%;height:auto;display:none;overflow:visible}"
    ".plot svg.m2{display:block}\n@container (max-width:419px){.plot svg.m2,.plot svg.w3{display:none}"
    ".plot svg.n1{display:block}}\n@container (min-width:800px){.plot.full svg.m2{display:none}"
    ".plot.full svg.w3{display:block}}\n"
    ".rest{color:var(--soft);font-size:14px;border-top:1px solid var(--line);margin:14px 0 0;padding-top:9px;"
    "max-width:none}"
    ".rest b,.warn b{color:var(--warn);font-weight:650}\n"
    "a.cite{font-size:.82em;color:var(--soft);text-decoration:none;border-bottom:1px dotted;overflow-wrap:anywhere}"
    "a.cite:hover{color:var(--accent)}li:target{outline:2px solid var(--accent);outline-offset:3px}\n"
    ".warn{border-left:3px solid var(--warn);background:var(--warnwash);padding:9px 14px;"
    "border-radius:0 5px 5px 0;max-width:none;margin:12px 0}"
    ".warn.bad{border-color:var(--bad);background:var(--badwash)}\n"
    "ul.items{margin:.3em 0 .9em;padding-left:1.15em}ul.items li{margin:.22em 0;max-width:68ch}"
    "ul.items li::marker{color:var(--accent)}\n"
    ".scroll{container-type:inline-size;overflow:auto;max-height:720px;margin:0 0 16px;scrollbar-width:thin;"
    "background:linear-gradient(to left,var(--paper) 40%,transparent) right/40px 100% no-repeat local,"
    "linear-gradient(to top,var(--paper) 40%,transparent) bottom/100% 40px no-repeat local,"
    "linear-gradient(to left,var(--shade),transparent) right/9px 100% no-repeat scroll,linear-gradient(to top,"
    "var(--shade),transparent) bottom/100% 9px no-repeat scroll}"
    "table{border-collapse:collapse;width:auto;min-width:min(100%,560px);font-size:15px;line-height:1.4}"
    ".half table{width:100%}caption{text-align:left;font-weight:650;font-size:17px;padding:0 0 6px}"
    ".cap{display:inline-block;position:sticky;left:0;max-width:100cqi}caption "
    ".about{display:block;font-weight:400;margin:2px 0 4px;max-width:76ch}"
    "caption.told{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n"
    "th{font-weight:600;text-align:left;color:var(--soft);font-size:13px;line-height:1.3;padding:6px 10px;"
    "border-bottom:1px solid var(--axis);vertical-align:bottom}"
    "thead th{position:sticky;top:0;background:var(--paper);z-index:1}th .u{font-weight:400;display:block}"
    "tbody th{color:inherit;font-size:15px;font-weight:500;border-bottom:1px solid var(--line);vertical-align:top}"
    "td{padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}"
    "th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}"
    ".n{text-align:right}td.n,.k,.kk{white-space:nowrap}.l{min-width:8.5em}.x{min-width:14em}th{min-width:5em}th.n{min-"
    "width:6.6em}"
    "table.rows{width:100%}.rows thead tr:first-child th,tr.a td,tr.a th{border-bottom:0;padding-bottom:0}thead th.b{"
    "position:static;padding:0 0 6px 1.4em}tr.b td{padding:2px 0 10px 1.4em}tr.b p{margin:0;max-width:min(84ch,100cqi "
    "- 3em);position:sticky;left:1.4em;"
    "color:var(--soft)}\n"
    "td.e{color:var(--soft)}tbody tr:hover{background:var(--wash)}\n"
    ".passage p{max-width:76ch}mark{color:inherit;background:var(--warnwash);border-bottom:2px solid var(--axis);"
    "border-radius:2px;padding:0 1px;cursor:help}"
    ".k-money,.k-percent,.k-count,.k-change{border-color:var(--accent)}"
    ".k-statement,.k-event,.k-position{border-color:var(--warn)}.k-warning{border-color:var(--bad)}\n"
    ".about{color:var(--soft);font-size:15px;margin:0 0 8px}"
    ".more{color:var(--soft);font-size:14px;margin:-8px 0 14px}.more.pr{display:none}details{margin:0}"
    "summary{cursor:pointer;font-weight:600;padding:2px 0}details[open]>summary{margin-bottom:10px}\n"
    ".notes{list-style:none;margin:0;padding:0}"
    ".notes li{padding:7px 0 7px 26px;border-bottom:1px solid var(--line);position:relative}"
    ".notes li:last-child{border:0}"
    ".notes li::before{position:absolute;left:2px;color:var(--soft);content:\"\\2013\";font-weight:700}"
    ".notes li.w::before{content:\"!\";color:var(--warn);left:5px}"
    ".notes li.x::before{content:\"\\00d7\";color:var(--bad)}.id,code{color:var(--soft);font-size:13px}"
    "code{font-family:ui-monospace,\"Liberation Mono\",monospace}\n"
    "footer{color:var(--soft);font-size:14px;margin-top:40px;border-top:1px solid var(--line);padding-top:12px}"
    "footer details{margin-top:8px}"
    "dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 18px;margin:6px 0;font-size:14px}"
    "dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}.running{display:none}\n"
    "@media screen and (max-width:780px){main{padding:22px 16px 48px}"
    ".grid{grid-template-columns:minmax(0,1fr);gap:16px}.card.half{grid-column:1/-1}.card{padding:16px 16px}"
    "header{display:block}.meta{text-align:left;margin-top:8px;white-space:normal}h1{font-size:24px}"
    ".lead{font-size:19px;margin-top:20px}nav ol{columns:1}.part{margin-top:40px}}\n"
    "@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}\n";

static const char print_rules[] =
    "@media print{body{background:#fff;font-size:8.8pt;line-height:1.33}p,ul.items "
    "li{max-width:none}ul.items{margin:.2em 0 .5em}ul.items li{margin:.1em 0}.card:not(.half) "
    "ul.items{columns:2;column-gap:9mm}main{max-width:none;padding:0}"
    "nav,.skip{display:none}h1{font-size:17pt}h2{font-size:12pt;margin-bottom:4px}h3,caption{font-size:10.5pt}"
    ".part>h2,.detail>h2{font-size:14pt}.lead{font-size:12.5pt;margin:10px 0 4px}"
    ".meta,.key,.rest,.more,.about,footer,dl,.id,code{font-size:8pt}"
    "figcaption .sub,table,th,tbody th{font-size:8.5pt}td,th{padding:3px 6px}.more.pr{display:block}"
    "tbody tr:nth-child(n+41){display:none}.rows tbody tr:nth-child(n+41){display:table-row}"
    ".rows tbody tr:nth-child(n+81){display:none}tr.a{break-after:avoid}.half .sq svg{max-height:52mm}.half .plot "
    "svg.n1{max-width:320px}svg.m2{max-width:560px}.key{margin-top:6px}"
    ".grid{gap:10px;margin-top:12px}.card{padding:8px 12px;border-color:#bbb;border-radius:4px}"
    "figure{margin-bottom:8px}.card.half,figure,.warn,li,tr,.rest{break-inside:avoid}"
    "h1,h2,h3,caption,.about,figcaption{break-after:avoid}thead{display:table-header-group}"
    ".scroll{max-height:none;overflow:visible;background:none}.detail{break-before:page}.part{margin-top:22px}"
    "thead th{position:static}td.n,.kk{white-space:normal}.l,.x,th.n{min-width:0}table{min-width:0}"
    ".tlp{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "svg,.m{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "details::details-content{display:block;content-visibility:visible;height:auto}"
    "a{color:inherit;text-decoration:none}}\n";

void ent_style_write_svg(ent_buffer *out) {
    ent_buffer_text(out, "<style>");
    ent_buffer_text(out, colours);
    ent_buffer_text(out, chart_rules);
    ent_buffer_text(out, print_colours);
    ent_buffer_text(out, "</style>");
}

/* A CSS string: all but letters, digits and spaces as escapes, so that nothing ends it or the style. */
static void css_string(ent_buffer *out, const char *text) {
    ent_buffer clean;
    ent_buffer_init(&clean, out->allocator);
    if (text) ent_glyph_write(&clean, text, strlen(text));
    if (clean.failed) out->failed = true;
    ent_buffer_char(out, '"');
    for (text = clean.data ? clean.data : ""; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c >= 0x80;
        if (plain) {
            ent_buffer_char(out, *text);
        } else {
            ent_buffer_printf(out, "\\%x ", c < 0x20 || c == 0x7f ? 0x20U : (unsigned)c);
        }
    }
    ent_buffer_char(out, '"');
    ent_buffer_free(&clean);
}

void ent_style_write_page(ent_buffer *out, const char *title, const char *handling) {
    ent_buffer_text(out, "<style>\n");
    ent_buffer_text(out, colours);
    ent_buffer_text(out, chart_rules);
    ent_buffer_text(out, page_rules);
    ent_buffer_text(out, print_rules);
    ent_buffer_text(out, print_colours);
    ent_buffer_text(out, "@page{size:A4;margin:17mm 15mm 16mm;@top-left{content:");
    css_string(out, title);
    ent_buffer_text(out, ";font:8pt Arial,sans-serif;color:#54616c}@top-right{content:");
    css_string(out, handling);
    ent_buffer_text(out, ";font:bold 8pt Arial,sans-serif;color:#000}@bottom-left{content:");
    css_string(out, handling);
    ent_buffer_text(out, ";font:bold 8pt Arial,sans-serif;color:#000}@bottom-right{content:counter(page) \" / \" "
                         "counter(pages);font:8pt Arial,sans-serif;color:#54616c}}\n");
    /* Firefox has no margin boxes: there the mark stands on every page as a fixed line. */
    ent_buffer_text(
        out, "@supports (-moz-appearance:none){@media "
             "print{.running{display:block;position:fixed;top:0;right:0;font:bold 8pt Arial,sans-serif}}}\n</style>");
}
