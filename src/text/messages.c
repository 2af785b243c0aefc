/* What the rooms of text say, for `entente explain`. */
#include "text/messages.h"

const ent_message_row ent_text_messages[] = {
    {"E-TEXT-0001", ENT_ERROR, "the header of a list of actors cannot be read",
     "A list of actors is a CSV file whose first line names its columns: name, and where wanted kind, of and aliases, "
     "in "
     "any order. Example: name,kind,of,aliases"},
    {"E-TEXT-0002", ENT_ERROR, "a row of a list of actors cannot be read",
     "Every row needs a name; the kind is country, organisation, office, force, person, company or group (without one: "
     "organisation); aliases are parted by semicolons. A quoted cell ends with a quotation mark. Example: "
     "Acme Dynamics,company,United States,Acme;ACME Corp"},
    {"E-TEXT-0003", ENT_ERROR, "a list of actors is too large",
     "The list is held in memory while texts are read; 256 MB, some millions of actors, are the most. Leave out what "
     "your texts do not name, or extract with one part of the list after the other."},
    {"E-TEXT-0004", ENT_ERROR, "a text is too large",
     "One text is read as a whole, so that what it says later can rest on what it said before; 16 MB, about twenty "
     "novels, are the most. A file that holds many reports should be split into them: figures and names of one would "
     "otherwise be taken for those of another."},
    {"E-TEXT-0005", ENT_ERROR, "a text gives too many claims",
     "More than 500,000 claims in one text: no report has so many. It is probably a table or a list; read it with "
     "another program, or split it."},
};
const size_t ent_text_messages_size = sizeof ent_text_messages / sizeof *ent_text_messages;
