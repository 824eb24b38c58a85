"""The sentence below each picture and table of a report, which says how to read it."""

ROC = (
    "Read up from the share of good articles that may be lost to the share of the others that is "
    "then caught; the dots are 0.1, 1 and 5 %, with their intervals."
)
PRECISION = (
    "Read up from the share of the others below some quality to the share of others among all that "
    "lies below it, at the mix of these articles ({} good); the dot is the threshold in force."
)
RELIABILITY = (
    "A dot on the diagonal keeps its promise: at a mix of half and half, seven in ten articles of "
    "quality 0.7 are good; below it they are fewer. Bars are shares of all articles."
)
ALARMS = (
    "A cell is the percentage of the good articles of a source (row) on which a trait (column) was "
    "found; the darkest are 10 % and more: there the trait is a habit of the source, not a fault."
)
QUALITY = (
    "A cell is the percentage of the good or other articles of a source (row) whose quality lies "
    "in a tenth of the scale (column, named by where it begins); the darkest are half and more."
)
DIFFERENCES = (
    "Both models judged the same articles and meet the same resampled groups (a paired bootstrap). "
    "Where the interval of a difference excludes zero, chance alone does not explain it. "
    "Differences of shares are in points of percent."
)
PARTS = (
    "Called low: at the threshold in force. The 1 % cut is the quality below which one in a "
    "hundred of all good articles lies: the same for every row."
)
WORST = (
    "Good articles of lowest quality, then others of highest, those called unsure among them; "
    "under each what counted most, in the logit of the quality."
)
ATTACKS = (
    "What happens to {} of the others, and to good articles, when every text is disguised so: who "
    "makes filler will try. Below zero, the disguise itself gives more away than it hides."
)
