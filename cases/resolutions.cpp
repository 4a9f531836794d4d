#include "cases/resolutions.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::cases {
namespace {

constexpr std::array<std::string_view, 12> kProofs{"a reason",
                                                   "the result that opened the case",
                                                   "the buyer's consent",
                                                   "a count sheet or scan",
                                                   "the supplier's return number",
                                                   "a photo or an inspection",
                                                   "the exception on the delivery's papers",
                                                   "the list of errors",
                                                   "the candidate that it is linked to",
                                                   "the number of the change",
                                                   "both documents of the pair",
                                                   "the date until which it waits"};
static_assert(kProofs.size() == static_cast<std::size_t>(Proof::until_date) + 1);

using P = Proof;
using E = Effect;

// clang-format off
constexpr std::array kResolutions{
    Resolution{"ACC",  "accept variance",              {E::posting},                     {P::reason}},
    Resolution{"CRD",  "request credit",               {E::notice},                      {P::discrepancy_result}},
    Resolution{"DBM",  "issue debit memo",             {E::debit, E::notice},            {P::discrepancy_result}},
    Resolution{"SHP",  "short-pay",                    {E::remittance},                  {P::discrepancy_result}},
    Resolution{"RCN",  "recount or correct receipt",   {E::task},                        {P::count_or_scan}},
    Resolution{"KEEP", "keep overage or substitute",   {E::posting},                     {P::buyer_consent}},
    Resolution{"RTN",  "return to supplier",           {E::supplier_return, E::notice},  {P::return_number}},
    Resolution{"SCR",  "scrap",                        {E::posting},                     {P::inspection}},
    Resolution{"FRT",  "freight claim",                {E::claim},                       {P::delivery_exception}},
    Resolution{"POC",  "change order",                 {E::order_change},                {P::buyer_consent}},
    Resolution{"CLS",  "close order line short",       {E::order_change},                {P::buyer_consent}},
    Resolution{"NEW",  "ask for corrected document",   {E::notice},                      {P::error_list},    false},
    Resolution{"REJ",  "reject document",              {E::notice, E::document_closed},  {P::error_list}},
    Resolution{"LNK",  "link by hand",                 {E::link},                        {P::candidate},     false},
    Resolution{"FIX",  "fix data and replay",          {E::replay},                      {P::change_number}, false},
    Resolution{"RPA",  "repost accrual",               {E::posting},                     {P::discrepancy_result}},
    Resolution{"RVA",  "reverse accrual",              {E::posting},                     {P::discrepancy_result}},
    Resolution{"VOID", "void duplicate",               {E::document_closed},             {P::pair}},
    Resolution{"WOF",  "write off",                    {E::posting},                     {P::reason}},
    Resolution{"WAIT", "wait until date",              {E::wait},                        {P::reason, P::until_date}, false},
    Resolution{"XCS",  "correct what was shipped",     {E::posting},                     {P::count_or_scan}},
    Resolution{"XCR",  "correct what was received",    {E::posting},                     {P::count_or_scan}},
    Resolution{"XLO",  "post loss in transit",         {E::posting},                     {P::count_or_scan}},
    Resolution{"RCT",  "recount",                      {E::task},                        {P::reason},        false},
    Resolution{"POST", "post adjustment",              {E::posting},                     {P::count_or_scan}},
};

struct Offer {
  std::string_view rule;
  std::array<std::string_view, 5> ids;
};

// Section 13, the column "resolutions".
constexpr std::array kOffers{
    Offer{"Q01", {"RCN", "CRD", "FRT", "ACC"}},        Offer{"Q02", {"RCN", "KEEP", "RTN"}},
    Offer{"Q03", {"KEEP", "POC", "RTN", "RCN"}},       Offer{"Q04", {"POC", "KEEP", "REJ"}},
    Offer{"Q05", {"CLS", "WAIT", "POC"}},              Offer{"Q06", {"RCN", "CRD", "SHP", "WAIT", "DBM"}},
    Offer{"Q07", {"POC", "CRD", "SHP", "KEEP"}},       Offer{"Q08", {"NEW", "WAIT", "WOF", "CLS"}},
    Offer{"Q09", {"CRD", "DBM", "SHP"}},
    Offer{"C03", {"CRD", "SHP", "ACC"}},               Offer{"C04", {"NEW", "SHP", "ACC"}},
    Offer{"C05", {"NEW"}},                             Offer{"C06", {"NEW", "POC", "FIX"}},
    Offer{"C07", {"ACC"}},                             Offer{"D01", {"VOID", "ACC"}},
    Offer{"D02", {"VOID", "ACC"}},                     Offer{"D03", {"REJ", "NEW", "LNK"}},
    Offer{"R01", {"LNK", "REJ", "NEW"}},               Offer{"R02", {"FIX", "LNK", "REJ"}},
    Offer{"R03", {"FIX", "REJ", "ACC"}},               Offer{"R04", {"POC", "REJ", "RTN"}},
    Offer{"R05", {"ACC"}},                             Offer{"T01", {"ACC"}},
    Offer{"T02", {"WAIT", "FRT", "CLS"}},              Offer{"T03", {"ACC"}},
    Offer{"E01", {"RPA", "FIX"}},                      Offer{"E02", {"RVA", "RPA", "FIX"}},
    Offer{"E03", {"RVA", "LNK"}},                      Offer{"V01", {"DBM", "WAIT", "SHP"}},
    Offer{"V02", {"DBM", "ACC", "SHP"}},               Offer{"V03", {"LNK", "ACC", "REJ"}},
    Offer{"X01", {"XCS", "XCR", "XLO"}},               Offer{"X02", {"WAIT", "XLO"}},
    Offer{"X03", {"XCS", "LNK"}},                      Offer{"K01", {"RCT", "POST", "REJ"}},
    Offer{"K02", {"POST", "REJ"}},
    Offer{"Q10", {"RTN", "FRT", "KEEP", "SCR"}},       Offer{"Q11", {"KEEP", "RTN", "FIX"}},
    Offer{"Q12", {"POC", "RTN", "LNK"}},               Offer{"U01", {"FIX"}},
    Offer{"U02", {"FIX", "NEW", "ACC"}},               Offer{"P01", {"POC", "CRD", "SHP", "ACC", "DBM"}},
    Offer{"P02", {"ACC", "POC"}},                      Offer{"P03", {"FIX", "NEW"}},
    Offer{"P04", {"NEW", "SHP", "ACC"}},               Offer{"C01", {"ACC", "POC", "CRD", "SHP"}},
    Offer{"C02", {"ACC", "POC", "CRD", "SHP"}},
};
// clang-format on

}  // namespace

std::string_view to_string_view(Proof proof) {
  return kProofs.at(static_cast<std::size_t>(proof));
}

std::span<const Resolution> resolutions() {
  return kResolutions;
}

const Resolution* find_resolution(std::string_view id) {
  const auto* const found =
      std::find_if(kResolutions.begin(), kResolutions.end(),
                   [id](const Resolution& resolution) { return resolution.id == id; });
  return found == kResolutions.end() ? nullptr : &*found;
}

std::span<const std::string_view> resolutions_for(std::string_view rule) {
  const auto* const offer = std::find_if(kOffers.begin(), kOffers.end(),
                                         [rule](const Offer& row) { return row.rule == rule; });
  if (offer == kOffers.end()) return {};
  const auto* const end = std::find(offer->ids.begin(), offer->ids.end(), std::string_view());
  return {offer->ids.data(), static_cast<std::size_t>(end - offer->ids.begin())};
}

std::vector<std::string_view> resolutions_for_all(std::span<const std::string_view> rules) {
  if (rules.empty()) return {};
  const auto first = resolutions_for(rules.front());
  std::vector<std::string_view> shared(first.begin(), first.end());
  for (const std::string_view rule : rules.subspan(1)) {
    const auto offered = resolutions_for(rule);
    std::erase_if(shared, [&](std::string_view id) {
      return std::find(offered.begin(), offered.end(), id) == offered.end();
    });
  }
  return shared;
}

std::vector<Proof> missing_proofs(const Resolution& resolution, Proofs given) {
  std::vector<Proof> missing;
  for (std::size_t i = 0; i < kProofs.size(); ++i) {
    const auto proof = static_cast<Proof>(i);
    if (resolution.needs.has(proof) && !given.has(proof)) missing.push_back(proof);
  }
  return missing;
}

}  // namespace weighbridge::cases
