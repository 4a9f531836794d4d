#include "matching/causes/root_cause.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "matching/causes/cause_view.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

enum class Hypothesis : std::uint8_t {
  timing_delay,
  master_data,
  unit_conversion,
  physical_handling,
  pricing_contract,
  duplicate_submission
};

constexpr std::array<std::string_view, 6> kNames{"timing_delay",     "master_data",
                                                 "unit_conversion",  "physical_handling",
                                                 "pricing_contract", "duplicate_submission"};

struct EvidenceRow {
  Hypothesis hypothesis;
  int weight;  ///< hundredths
  bool (*holds)(const CauseView&, std::string& sentence);
};

// Every confidence is the sum of the weights of the evidence found, capped at one.
constexpr std::array kEvidence{
    EvidenceRow{Hypothesis::timing_delay, 50, message_pending},
    EvidenceRow{Hypothesis::timing_delay, 30, pending_quantity_equals_gap},
    EvidenceRow{Hypothesis::timing_delay, 20, younger_than_usual_latency},
    EvidenceRow{Hypothesis::timing_delay, 50, transit_covers_gap},
    EvidenceRow{Hypothesis::master_data, 60, reference_rule_hit},
    EvidenceRow{Hypothesis::master_data, 30, seen_three_times},
    EvidenceRow{Hypothesis::master_data, 20, pack_changed_lately},
    EvidenceRow{Hypothesis::unit_conversion, 60, ratio_is_a_pack},
    EvidenceRow{Hypothesis::unit_conversion, 40, ratio_is_a_common_factor},
    EvidenceRow{Hypothesis::unit_conversion, 30, money_agrees},
    EvidenceRow{Hypothesis::unit_conversion, 20, same_ratio_on_another_line},
    EvidenceRow{Hypothesis::physical_handling, 50, goods_marked_damaged_or_short},
    EvidenceRow{Hypothesis::physical_handling, 20, gap_is_whole_cartons},
    EvidenceRow{Hypothesis::physical_handling, 30, carton_never_scanned},
    EvidenceRow{Hypothesis::physical_handling, 40, opposite_gap_nearby},
    EvidenceRow{Hypothesis::physical_handling, 50, transfer_arrived_damaged},
    EvidenceRow{Hypothesis::physical_handling, 40, opposite_stock_gap_nearby},
    EvidenceRow{Hypothesis::pricing_contract, 50, price_is_another_known_price},
    EvidenceRow{Hypothesis::pricing_contract, 30, same_ratio_on_most_lines},
    EvidenceRow{Hypothesis::pricing_contract, 30, price_changed_before_shipment},
    EvidenceRow{Hypothesis::pricing_contract, 20, same_deviation_on_three_invoices},
    EvidenceRow{Hypothesis::duplicate_submission, 70, duplicate_found},
    EvidenceRow{Hypothesis::duplicate_submission, 50, received_twice_in_a_row},
    EvidenceRow{Hypothesis::duplicate_submission, 50, same_content_under_another_number},
};

std::vector<Cause> causes_of(const CauseView& view) {
  constexpr int kShown = 30;
  constexpr int kCertain = 100;
  struct Score {
    int sum = 0;
    std::vector<std::string> evidence;
  };
  std::array<Score, kNames.size()> scores;
  for (const EvidenceRow& row : kEvidence) {
    std::string text;
    if (!row.holds(view, text)) continue;
    Score& score = scores.at(static_cast<std::size_t>(row.hypothesis));
    const Decimal weight = Decimal::from_millionths(Int128{row.weight} * 10'000);
    score.sum = std::min(kCertain, score.sum + row.weight);
    score.evidence.push_back(sentence(text, " (", weight.to_string(2), ")"));
  }
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores.at(i).sum >= kShown) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return scores.at(a).sum > scores.at(b).sum;
  });
  std::vector<Cause> causes;
  causes.reserve(order.size());
  for (const std::size_t i : order) {
    causes.push_back({std::string(kNames.at(i)),
                      Decimal::from_millionths(Int128{scores.at(i).sum} * 10'000),
                      std::move(scores.at(i).evidence)});
  }
  return causes;
}

}  // namespace

void infer_causes(std::vector<Raised>& raised, const CauseInput& input) {
  const CauseIndex index(raised, input);
  for (Raised& r : raised) {
    try {
      r.discrepancy.causes = causes_of(CauseView{r, index});
    } catch (const ArithmeticOverflow&) {
      r.discrepancy.causes.clear();  // advice that can not be calculated is not given
    }
  }
}

}  // namespace weighbridge::matching
