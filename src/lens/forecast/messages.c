/* What the lens may say, for `entente explain`. */
#include "lens/forecast/report.h"

const ent_message_row forecast_messages[FORECAST_MESSAGES] = {
    {"U-FORECAST-0001", ENT_ERROR, "--model names no model",
     "The models are base-rate, odds, median, compromise-mean, mean, median-unweighted, nash, consensus, "
     "consensus-common, vote, smp, smp-ktab, challenge and no-change; several are written with commas."},
    {"U-FORECAST-0002", ENT_ERROR, "--issue names no issue of the case", "The id of an entry of the case's `issues`."},
    {"N-FORECAST-0001", ENT_NOTE, "Nothing is forecast from positions",
     "A party that takes part in the issue has governments in the case, and of the one in office on the case's date no "
     "position was known: a demand of an earlier government is not its successor's. Models that start from positions "
     "then have nothing to start from, and say so. Add the position once it is known, with its date and source."},
    {"N-FORECAST-0002", ENT_NOTE, "How the odds model did",
     "The odds model was found on decisions of the European Union: candidates were compared on the data set DEU III, "
     "each scored on proposals that it had not seen. Its median misses by 22.3 points of 100 on average, its 80% "
     "interval held the outcome 80.5% of the time; its score (CRPS) is 15.4, against 16.3 of the best distribution of "
     "constant width round the compromise mean. It is one data set, of EU legislation; there is no evidence yet for "
     "other settings, least of all for talks of a few governments."},
    {"N-FORECAST-0003", ENT_NOTE, "What a base rate of few cases can say",
     "If the next case is like the n past ones, so that any order of them is as likely as any other, it lies between "
     "the smallest and the largest of them with chance (n-1)/(n+1): 7 in 9 for eight cases. Whether it is like them is "
     "a judgement."},
    {"N-FORECAST-0004", ENT_NOTE, "Models that disagree are not averaged",
     "Each model is an assumption about how positions turn into an outcome. Where they disagree the range between them "
     "is part of the finding; a mean of models would be another model, and nobody has tested it."},
    {"N-FORECAST-0005", ENT_NOTE, "Parties count the same",
     "No party has a `capability`, or no position a `salience`, so that weighted and unweighted models agree as far as "
     "the missing one goes. A missing salience beside given ones counts as the mean of those. Where capability x "
     "salience "
     "is 0 for every party on an issue, all of them count the same there."},
    {"N-FORECAST-0006", ENT_NOTE, "Coded in hindsight",
     "The case was written after its outcome was known (`brief: coded: hindsight`). What its models say is no evidence "
     "that they forecast well, and a backtest lists it apart."},
    {"N-FORECAST-0007", ENT_NOTE, "How the spatial model took the issues",
     "The spatial model takes all issues with an order together where the same parties have positions on all of them "
     "and each party's saliences over them add up to no more than 100 (shares of one attention), so that a bargain is "
     "about all of them. Otherwise, and with --apart, each issue is a contest of its own."},
    {"N-FORECAST-0008", ENT_NOTE, "Intervals of point models",
     "A point model gives one number. Where its inputs carry a range (low, high, dist, coders) they are drawn, and the "
     "interval shows how far the point moves with them: the uncertainty of the inputs alone, not of the outcome."},
    {"N-FORECAST-0009", ENT_NOTE, "No forecast", "None of the models that were asked for has anything to start from."},
    {"N-FORECAST-0010", ENT_NOTE, "Opt-outs",
     "A party that may stay outside neither blocks an agreement nor counts in its point. Where everybody may, the "
     "model "
     "looks for the largest group of which nobody wants to leave and nobody outside wants to join. Left outside is who "
     "stands nearer to no change than to what the others agree."},
    {"N-FORECAST-0011", ENT_NOTE, "What a vote can change",
     "Votes are counted by capability (1 where a party has none), among the parties whose positions are known. The "
     "pivots are the positions of which neither side has the votes to move away: under a majority the median voter, "
     "under a qualified one two of them. What stands between them stays. From outside it can be moved, as far as the "
     "nearer pivot loses nothing; the median voter is taken to propose."},
    {"N-FORECAST-0012", ENT_NOTE, "Fewer draws of the models that move",
     "A turn of the spatial and the challenge model takes a time that grows with the cube of the number of parties. "
     "Where "
     "all draws of uncertain inputs would take more than about three seconds on one core, estimated from the number of "
     "parties and turns, these models take the first ones; where fewer than 20 could be had, inputs as written. The "
     "column "
     "`draws` says how many each model took. Fewer models or issues (--model, --issue) leave more time for the rest."},
};
