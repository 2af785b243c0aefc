/* How far rules are trusted: by how often they were right where somebody counted. */
#ifndef ENTENTE_TEXT_CONFIDENCE_H
#define ENTENTE_TEXT_CONFIDENCE_H

/* Percent: the lower end of the 95% interval (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical
 * Inference, 1927) of the precision of the rule's family; 0 where it has not been counted. Few counts give a low one.
 */
unsigned ent_rule_confidence(const char *rule);

#endif
