/* The catalogue of what reading documents has to say. */
#include "text/messages.h"

const ent_message_row ent_text_messages[] = {
    {"E-TEXT-0001", ENT_ERROR, "a document is too large",
     "At most 64 MB of a document are read, at most 16 MB of a line of JSON: a report has some kilobytes, and what is "
     "larger is a collection. Cut it into documents, or write JSON lines, a document a line; the file as a whole may "
     "then have any size."},
    {"E-TEXT-0002", ENT_ERROR, "not a text",
     "The bytes are those of a picture, a program or another format that is not read. Read are plain text, Markdown, "
     "HTML, RSS and Atom feeds, JSON lines. Text in UTF-16 needs its byte order mark."},
    {"E-TEXT-0003", ENT_ERROR, "a PDF",
     "The text of a PDF is taken out by a program of its own:\n\n    pdftotext report.pdf report.txt\n\nIn Debian it "
     "is in "
     "the package poppler-utils."},
    {"E-TEXT-0004", ENT_ERROR, "a page or feed is built to be unreadable",
     "Elements nested more than 400 deep, more than 2,000,000 of them, or more than 500 attributes on one: no page "
     "written for readers is like this, and reading it would take time without bound."},
    {"E-TEXT-0005", ENT_ERROR, "a character set that cannot be read",
     "Known are utf-8, utf-16, windows-1252 (also as iso-8859-1), iso-8859-15, windows-1251, cp949 (also as euc-kr), "
     "shift_jis, euc-jp, gb18030 (also as gbk, gb2312) and big5, so far as the C library of the machine has them. "
     "Convert "
     "the file otherwise:\n\n    iconv -f NAME -t UTF-8 page.html > page-utf8.html"},
    {"E-TEXT-0006", ENT_ERROR, "a line is no JSON",
     "In JSON lines each line is a whole JSON object. The lines before and behind are read."},
    {"E-TEXT-0007", ENT_ERROR, "a line is no document",
     "A document needs its text; title, publisher, author, date, address, language, kind and handling may be given, "
     "other keys are kept as they are:\n\n    {\"text\": \"...\", \"title\": \"...\", \"publisher\": \"...\", "
     "\"date\": "
     "\"2024-03-21\"}"},
    {"E-TEXT-0008", ENT_ERROR, "a document without text",
     "Nothing is left: the file is empty, or a page has menus and links only, as those have that are filled by a "
     "script "
     "in the browser. Save the page with its text, or copy the text into a file."},
    {"E-TEXT-0009", ENT_ERROR, "a feed that cannot be read",
     "RSS and Atom are XML. A feed that is not well-formed is read up to the place that is named. Document types "
     "(<!DOCTYPE ...>) are refused: they can make a small file very large."},
    {"W-TEXT-0101", ENT_WARNING, "bytes that are no characters",
     "They are replaced by U+FFFD, so that places in the text stay right, and counted. Often the character set is "
     "another "
     "one than the file declares: Korean pages without a declaration are mostly in euc-kr."},
};
const size_t ent_text_messages_size = sizeof ent_text_messages / sizeof *ent_text_messages;
