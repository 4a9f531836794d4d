#include "gateway/pipeline/kpi_facts.hpp"

#include <algorithm>

#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/item_names.hpp"
#include "gateway/pipeline/kpi_case_facts.hpp"
#include "gateway/pipeline/kpi_evidence.hpp"
#include "gateway/pipeline/kpi_recoveries.hpp"
#include "gateway/pipeline/stock_judging.hpp"

namespace weighbridge::pipeline {
namespace {

using cases::KpiFacts;

/// Nothing where the first counting was judged by nobody.
std::optional<cases::CountFact> count_fact(const matching::CountResult& count) {
  if (count.countings.empty() || !count.countings.front().expected) return std::nullopt;
  const matching::CountingResult& first = count.countings.front();
  cases::CountFact fact;
  fact.site = count.site;
  fact.location = count.location.empty() ? count.site : count.location;
  fact.expected = *first.expected;
  fact.counted = first.counted;
  const Rational variance = first.variance.value_or(Rational());
  fact.within = variance.is_zero() || (count.countings.size() == 1 && count.state == "auto_posted");
  if (!variance.is_zero() && first.decides) fact.unit_cost = Rational(count.value.value) / variance;
  return fact;
}

void gather_counts(store::Reader& reader, const ProcessingSetup& setup, const Period& period,
                   Instant now, KpiFacts& facts) {
  const ReferenceData reference = reader.reference();
  const intake::ZonedSiteClock clock(reference.sites);
  const ItemNames names(reader, reference);
  const JudgingTask task{setup.policy, setup.policy_text, reference, false, clock, now};
  matching::Trace trace;
  for (const matching::CountResult& count : judge_stock(task, names, reader, trace).counts) {
    if (count.countings.empty()) continue;
    const auto at = parse_moment(count.countings.front().at);
    if (!at || !period.holds(at->at)) continue;
    if (auto fact = count_fact(count)) facts.counts.push_back(std::move(*fact));
  }
}

bool failed_at_first(const store::StoredDocument& document) {
  return document.state == store::DocumentState::quarantined ||
         document.state == store::DocumentState::ignored || document.tries > 0;
}

void gather_inbound(store::Reader& reader, const Period& period, KpiFacts& facts) {
  constexpr std::size_t kPage = 1000;
  store::DocumentFilter filter;
  filter.limit = kPage;
  while (true) {
    const std::vector<store::StoredDocument> page = reader.documents(filter);
    for (const store::StoredDocument& document : page) {
      if (document.state == store::DocumentState::duplicate || !period.holds(document.decided_at))
        continue;
      cases::InboundFact& fact = facts.inbound.emplace_back();
      fact.supplier = document.supplier;
      fact.failed_at_first = failed_at_first(document);
    }
    if (page.size() < kPage) return;
    filter.before = page.back().number;
  }
}

}  // namespace

KpiFacts gather_kpi_facts(store::Reader& reader, const ProcessingSetup& setup, const Period& period,
                          Instant now) {
  KpiFacts facts;
  const KpiEvidence evidence(reader, setup.policy, period, now);
  const KpiCases cases(reader, evidence, period, now);
  cases.gather(facts);
  evidence.gather(cases, facts);
  gather_counts(reader, setup, period, now, facts);
  gather_inbound(reader, period, facts);
  gather_recoveries(reader, period, facts);
  return facts;
}

}  // namespace weighbridge::pipeline
