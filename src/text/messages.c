/* The catalogue of the room of texts has to say. */
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
    {"E-TEXT-0021", ENT_ERROR, "the header of a list of actors cannot be read",
     "A list of actors is a CSV file whose first line names its columns: name, and where wanted kind, of and aliases, "
     "in any order. Example: name,kind,of,aliases"},
    {"E-TEXT-0022", ENT_ERROR, "a row of a list of actors cannot be read",
     "Every row needs a name; the kind is country, organisation, office, force, person, company or group (without one: "
     "organisation); aliases are parted by semicolons. A quoted cell ends with a quotation mark. Example: "
     "Acme Dynamics,company,United States,Acme;ACME Corp"},
    {"E-TEXT-0023", ENT_ERROR, "a list of actors is too large",
     "The list is held in memory while texts are read; 256 MB and 4,194,304 names, aliases counted, are the most. "
     "Leave "
     "out what "
     "your texts do not name, or extract with one part of the list after the other."},
    {"E-TEXT-0024", ENT_ERROR, "a text is too large",
     "One text is read as a whole, so that what it says later can rest on what it said before; 16 MB, about twenty "
     "novels, are the most. A file that holds many reports should be split into them: figures and names of one would "
     "otherwise be taken for those of another."},
    {"E-TEXT-0025", ENT_ERROR, "a text gives too many claims",
     "More than 500,000 claims in one text: no report has so many. It is probably a table or a list; read it with "
     "another program, or split it."},
    {"N-TEXT-0001", ENT_NOTE, "a text without a date",
     "\"Last month\", \"on Tuesday\" and days without a year are counted from the day of publication. Where neither "
     "the "
     "head of the text (\"date 2024-03-21\") nor the option tells it, such dates are found but have no value; nothing "
     "is "
     "guessed. Example: entente evidence extract report.txt --published 2024-03-21"},
    {"W-TEXT-0101", ENT_WARNING, "bytes that are no characters",
     "They are replaced by U+FFFD, so that places in the text stay right, and counted. Often the character set is "
     "another "
     "one than the file declares: Korean pages without a declaration are mostly in euc-kr."},
    {"W-TEXT-0102", ENT_WARNING, "a sentence is too long",
     "What has more than 5,000 words and marks without an end is no sentence but a table, a list or the inside of a "
     "program; its first 5,000 are read, the rest makes no claims. Put full stops or line ends into it; --lines hard "
     "ends "
     "a sentence at every line's end."},
    {"W-TEXT-0201", ENT_WARNING, "an agreement without terms",
     "A genuine report of an agreement on a cost names what is paid, for how long, and who signed. Where a report says "
     "that an agreement was reached and at least two of these three stand nowhere in it, it may have taken a remark on "
     "agreements in general, a round of talks or a hope for the thing itself. Look for the text of the agreement or a "
     "second report before it counts as concluded; it is never proposed as an outcome. Example: \"The two reached a "
     "cost-sharing deal, reflecting their commitment.\""},
    {"W-TEXT-0202", ENT_WARNING, "a figure of another subject",
     "The sentence of the sum names a subject that is not near what the report is mainly about: the price of a missile "
     "programme in a report on who pays for troops. It must not be taken for a figure of the main subject. Which "
     "subjects are near each other is in the page on statements."},
    {"W-TEXT-0203", ENT_WARNING, "a link that is not shown",
     "An agreement on one subject is said to enable something of another, and the report gives no reason why the one "
     "needs the other. Two announcements of the same day are easily joined like this. Example: \"The cost-sharing deal "
     "enables the development of missiles.\""},
    {"W-TEXT-0204", ENT_WARNING, "what follows is told as a cause",
     "\"Comes on the heels of\" tells only an order in time; \"prompted\" between two events makes a cause that nobody "
     "named in the sentence vouches for. Take both events, and not the connection, until somebody is named who states "
     "it."},
    {"W-TEXT-0205", ENT_WARNING, "one source without a name",
     "All statements of the report are those of one speaker who is not named. Such a source often has an interest in "
     "what is told. Look for a second one that does not rest on the same person."},
    {"W-TEXT-0206", ENT_WARNING, "a report on several subjects",
     "Three sentences or more in a row are about another subject than the main one, and do not name that. The report "
     "may "
     "be put together out of two. Read its parts apart, and take no figure, date or actor from one for the other."},
};
const size_t ent_text_messages_size = sizeof ent_text_messages / sizeof *ent_text_messages;
