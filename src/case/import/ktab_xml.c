/* KTAB's XML: <Scenario> with the parameters of the model, its dimensions and its actors. */
#include "case/import/ktab.h"
#include "case/import/xml.h"

#include <string.h>

/* ---- parameters --------------------------------------------------------------------------------------------- */

typedef struct parameter_value {
    const char *theirs, *ours;
} parameter_value;

typedef struct parameter {
    const char *element, *option; /* of the lens forecast */
    parameter_value values[8];
} parameter;

/* What KTAB calls them, and what the lens forecast does. */
static const parameter parameters[] = {
    {"VictoryProbModel",
     "victory",
     {{"Linear", "linear"}, {"Square", "square"}, {"Quartic", "quartic"}, {"Octic", "octic"}, {"Binary", "majority"}}},
    {"PCEModel",
     "election",
     {{"Conditional", "conditional"}, {"MarkovUniform", "markov-uniform"}, {"MarkovIncentive", "markov-incentive"}}},
    {"VotingRule",
     "vote",
     {{"Prop", "proportional"},
      {"Proportional", "proportional"},
      {"Binary", "binary"},
      {"PropBin", "prop-binary"},
      {"PropCbc", "prop-cubic"},
      {"Cubic", "cubic"}}},
    {"BigRAdjust",
     "adjust",
     {{"None", "none"}, {"OneThird", "third"}, {"Half", "half"}, {"TwoThirds", "two-thirds"}, {"Full", "full"}}},
    {"BigRRange", "risk", {{"Min", "min"}, {"Mid", "mid"}, {"Max", "max"}}},
    {"ThirdPartyCommit", "commit", {{"SemiCommit", "semi"}, {"FullCommit", "full"}, {"NoCommit", "none"}}},
    {"InterVecBrgn", "bargain", {{"S1P1", "s1p1"}, {"S2P2", "s2p2"}, {"S2PMax", "s2pmax"}}},
    {"BargnModel",
     "views",
     {{"InitOnlyInterp", "initiator"}, {"InitRcvrInterp", "both"}, {"PWCompInterp", "weighted"}}},
    {"StateTransitions", NULL, {{"Deterministic", ""}}},
};

static const parameter *find_parameter(const char *element) {
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        if (strcmp(parameters[i].element, element) == 0) return &parameters[i];
    return NULL;
}

static void read_parameter(ktab *k, const xml_element *element) {
    const parameter *found = find_parameter(element->name);
    const char *ours = NULL;
    for (size_t i = 0; found != NULL && i < 8 && found->values[i].theirs != NULL; i++)
        if (strcmp(found->values[i].theirs, element->text) == 0) ours = found->values[i].ours;
    if (ours == NULL) {
        import_leave(k->job, k->file, element->line, "no model here has such a parameter", "%s '%s'",
                     import_short(k->job, element->name), import_short(k->job, element->text));
        return;
    }
    if (found->option == NULL || k->table.settings_size == KTAB_SETTINGS) return;
    for (size_t i = 0; i < k->table.settings_size; i++)
        if (strcmp(k->settings[i].name, found->option) == 0) {
            import_error(k->job, "E-IMPORT-0044", k->file, element->line, "keep one of them",
                         "the parameter '%s' stands twice", found->element);
            return;
        }
    k->settings[k->table.settings_size++] = (import_setting){found->option, ours};
}

static void read_parameters(ktab *k, const xml_element *scenario) {
    const xml_element *all = xml_child(scenario, "ModelParameters");
    k->table.settings = k->settings;
    for (const xml_element *one = all != NULL ? all->first : NULL; one != NULL; one = one->next)
        read_parameter(k, one);
    const char *line = "As KTAB ran it: entente forecast CASE --model smp-ktab --draws 0";
    for (size_t i = 0; i < k->table.settings_size && line != NULL; i++)
        line = ent_arena_printf(k->job->arena, "%s --%s %s", line, k->settings[i].name, k->settings[i].value);
    if (k->table.settings_size > 0 && line != NULL)
        k->table.about = ent_arena_printf(k->job->arena, "%s %s", k->table.about, line);
}

/* Each actor keeps to its own position (1), which is also what no entry means: nothing else can be taken over. */
static void read_accommodation(ktab *k, const xml_element *scenario) {
    const xml_element *pair = xml_child(xml_child(scenario, "IdealAdjustment"), "iaPair");
    for (; pair != NULL; pair = xml_next(pair)) {
        const xml_element *who = xml_child(pair, "adjustingIdeal"), *whom = xml_child(pair, "referencePos"),
                          *share = xml_child(pair, "adjust");
        import_decimal number;
        bool own = who != NULL && whom != NULL && strcmp(who->text, whom->text) == 0;
        int order = 1;
        bool whole = share != NULL && import_decimal_read(share->text, &number) &&
                     import_decimal_compare(number, import_decimal_whole(own ? 1 : 0), &order) && order == 0;
        if (!whole)
            import_leave(k->job, k->file, pair->line,
                         "ideals that lag behind positions, or lean on those of others, "
                         "are not modelled",
                         "the adjustment of an ideal");
    }
}

/* ---- actors ------------------------------------------------------------------------------------------------- */

static size_t count(const xml_element *first) {
    size_t size = 0;
    for (; first != NULL; first = xml_next(first))
        size++;
    return size;
}

static const char *text_of(const xml_element *parent, const char *name) {
    const xml_element *child = xml_child(parent, name);
    return child != NULL ? child->text : "";
}

/* The numbers of one list of an actor, one for each dimension. */
static void read_list(ktab *k, const xml_element *actor, size_t a, bool salience) {
    const xml_element *list = xml_child(actor, salience ? "Salience" : "Position");
    const xml_element *one = xml_child(list, salience ? "dSal" : "dCoord");
    size_t dimensions = k->table.questions_size, found = count(one);
    const char *what = salience ? "the salience" : "the position";
    if (found != dimensions) {
        import_error(k->job, "E-IMPORT-0044", k->file, list != NULL ? list->line : actor->line,
                     "one for each dimension", "'%s' has %zu %s for %zu dimensions",
                     import_short(k->job, k->table.actors[a].name), found, salience ? "saliences" : "positions",
                     dimensions);
        return;
    }
    for (size_t d = 0; d < dimensions; d++, one = xml_next(one)) {
        import_stance *stance = &k->table.stances[d * k->table.actors_size + a];
        const char *number = ktab_number(k, one->text, one->line, what, true);
        if (salience)
            stance->salience = number;
        else
            stance->position = number;
    }
}

static void read_actor(ktab *k, const xml_element *element, size_t a) {
    import_actor *actor = &k->table.actors[a];
    *actor = (import_actor){.name = text_of(element, "name")};
    if (actor->name[0] == '\0')
        import_error(k->job, "E-IMPORT-0044", k->file, element->line, NULL, "the actor has no name");
    ktab_describe(actor, text_of(element, "description"));
    actor->capability = ktab_number(k, text_of(element, "capability"), element->line, "the capability", false);
    read_list(k, element, a, false);
    read_list(k, element, a, true);
}

static void leave_rest(ktab *k, const xml_element *scenario) {
    static const char *const known[] = {"name", "desc", "ModelParameters", "Dimensions", "Actors", "IdealAdjustment"};
    for (const xml_element *one = scenario->first; one != NULL; one = one->next) {
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found = found || strcmp(known[i], one->name) == 0;
        if (!found)
            import_leave(k->job, k->file, one->line,
                         strcmp(one->name, "prngSeed") == 0 ? "a run has its own seed (--seed)"
                                                            : "a case has no place for it",
                         "<%s>", import_short(k->job, one->name));
    }
}

void ktab_read_xml(ktab *k) {
    const xml_element *scenario = xml_read(k->job, &k->job->files[0]);
    if (scenario == NULL) return;
    if (strcmp(scenario->name, "Scenario") != 0) {
        import_error(k->job, "E-IMPORT-0044", k->file, scenario->line, "a scenario begins with <Scenario>",
                     "the file begins with <%s>", import_short(k->job, scenario->name));
        return;
    }
    const xml_element *dimension = xml_child(xml_child(scenario, "Dimensions"), "dName");
    const xml_element *actor = xml_child(xml_child(scenario, "Actors"), "Actor");
    if (!ktab_room(k, count(actor), count(dimension))) return;
    if (text_of(scenario, "name")[0] != '\0') k->table.title = text_of(scenario, "name");
    if (text_of(scenario, "desc")[0] != '\0') k->table.summary = text_of(scenario, "desc");
    for (size_t d = 0; dimension != NULL; dimension = xml_next(dimension), d++) {
        k->table.questions[d].name = dimension->text;
        k->table.questions[d].line = dimension->line;
    }
    for (size_t a = 0; actor != NULL; actor = xml_next(actor), a++)
        read_actor(k, actor, a);
    read_parameters(k, scenario);
    read_accommodation(k, scenario);
    leave_rest(k, scenario);
}
