#include "mappings/maps/mapper.hpp"

#include <algorithm>
#include <utility>

#include "mappings/canonical/wipe.hpp"
#include "mappings/maps/charge_builder.hpp"
#include "mappings/maps/event_builder.hpp"
#include "mappings/maps/level_notes.hpp"
#include "mappings/maps/line_builder.hpp"
#include "mappings/maps/line_labels.hpp"
#include "mappings/maps/value_reader.hpp"
#include "mappings/maps/written_discount.hpp"

namespace weighbridge::maps {

namespace {

/// ISA13 and ST02 have at most nine characters.
constexpr std::size_t kControlMax = 9;
/// ITD05 and ITD07 have three digits.
constexpr Decimal kTermDaysMax = Decimal::from_integer(999);
constexpr Decimal kTermMonthsMax = Decimal::from_integer(99);

template <class Kind>
std::optional<Kind> as(std::optional<Decimal> value) {
  if (!value) return std::nullopt;
  return Kind(*value);
}

/// Not half a message in which a terminator got lost.
bool is_identifier(std::string_view text) {
  return text.size() <= kTextSizeMax && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20;
         });
}

/// One document on its way from views to values.
class DocumentMapper {
 public:
  DocumentMapper(const Plan& plan, const Origin& origin, const PartyDirectory& directory,
                 const Gathered& gathered, std::span<const FrameChoice> choices,
                 ValueReader& values, Receipt&& spare)
      : plan_(plan),
        origin_(origin),
        directory_(directory),
        gathered_(gathered),
        choices_(choices),
        values_(values) {
    receipt_ = std::move(spare);
    wipe_but_lines(receipt_);
  }

  MappedDocument map() {
    read_document();
    read_header();
    read_parties();
    if (plan_.event) {
      mapped_.events = EventBuilder(plan_, gathered_, choices_, values_).build(receipt_);
      mapped_.supplier_rule.clear();  // stock is nobody's delivery
      return std::move(mapped_);
    }
    LineBuilder lines(plan_, gathered_, choices_, values_);
    lines.build(receipt_);
    if (!plan_.item_levels.empty()) report_levels(plan_, gathered_, choices_, values_);
    place_lines(lines);
    add_line_labels(plan_, gathered_, lines, values_, receipt_);
    // A document about one order names it as a whole.
    if (receipt_.references.po.empty() && !receipt_.lines.empty() && lines.one_order())
      receipt_.references.po = receipt_.lines.front().po.value;
    ChargeBuilder(plan_, gathered_, lines, values_).build(receipt_);
    read_terms();
    read_totals(lines);
    check_required(lines);
    if (receipt_.document.kind == DocumentKind::credit_note) sign_credit();
    mapped_.states_nothing = plan_.lines_optional && receipt_.lines.empty() &&
                             receipt_.charges.empty() && receipt_.stage != Stage::invoiced &&
                             receipt_.document.purpose != Purpose::cancel;
    if (mapped_.states_nothing)
      values_.report(FindingLevel::note, "NOTHING_STATED", kNone,
                     "the document states nothing about goods; it gives no receipt", "");
    else if (receipt_.lines.empty() && !plan_.lines_optional &&
             receipt_.document.purpose != Purpose::cancel)
      values_.report(FindingLevel::error, "LINES_MISSING", kNone, "the document has no lines",
                     "send the items with their quantities");
    return std::move(mapped_);
  }

 private:
  std::string text(Field field) { return values_.text(gathered_.document(field)); }
  std::optional<Decimal> decimal(Field field) { return values_.decimal(gathered_.document(field)); }
  std::optional<Moment> moment(Field field) { return values_.moment(gathered_.document(field)); }

  void read_document();
  void read_header();
  void read_parties();
  void name_supplier(const std::vector<StatedParty>& sellers);
  void name_payees(const std::vector<StatedParty>& parties);
  void read_site(const std::vector<std::pair<StatedParty, std::uint32_t>>& ship_tos);
  void place_lines(const LineBuilder& lines);
  void read_terms();
  void read_totals(const LineBuilder& lines);
  void check_required(const LineBuilder& lines);
  bool amounts_are_signed() const;
  void unsign_quantities();
  void sign_credit();

  const Plan& plan_;
  const Origin& origin_;
  const PartyDirectory& directory_;
  const Gathered& gathered_;
  std::span<const FrameChoice> choices_;
  ValueReader& values_;
  MappedDocument mapped_;
  Receipt& receipt_ = mapped_.receipt;
  std::vector<std::string> site_of_frame_;  ///< only where ship-to parties differ
};

void DocumentMapper::read_document() {
  receipt_.stage = plan_.stage;
  DocumentId& document = receipt_.document;
  document.kind = document_kind_from(text(Field::document_kind)).value_or(plan_.kind);
  document.purpose = purpose_from(text(Field::document_purpose)).value_or(Purpose::original);
  document.number = text(Field::document_number);
  if (document.number.empty() && origin_.control.empty() && origin_.document_control.empty()) {
    values_.report(FindingLevel::error, "NUMBER_MISSING", kNone, "the document has no number",
                   "send the document's number");
  } else if (document.number.empty()) {
    // The control numbers stay the same when the same bytes come again, so a repeated delivery is
    // still known as one.
    document.number = to_utf8(origin_.control.substr(0, kControlMax)) + "-" +
                      to_utf8(origin_.document_control.substr(0, kControlMax));
    values_.report(
        FindingLevel::warning, "NUMBER_MISSING", kNone,
        "the document has no number; its control numbers " + document.number + " stand in for it",
        "send the document's number");
  }
  document.date = values_.date(gathered_.document(Field::document_date));
  document.time = values_.instant(document.date, gathered_.document(Field::document_time));
}

void DocumentMapper::read_header() {
  if (const Cell* cell = gathered_.document(Field::currency)) {
    if (const auto currency = Currency::parse(cell->text))
      receipt_.currency = *currency;
    else
      values_.report(FindingLevel::warning, "CURRENCY_INVALID", cell,
                     "the currency is no ISO 4217 code; it is left out",
                     "send three letters such as USD");
  }
  receipt_.exchange_rate = as<Rate>(decimal(Field::exchange_rate));
  if (receipt_.exchange_rate && receipt_.exchange_rate->value <= Decimal()) {
    values_.report(FindingLevel::warning, "RATE_INVALID", gathered_.document(Field::exchange_rate),
                   "an exchange rate is above zero; it is left out",
                   "send the functional currency per unit of the document's currency");
    receipt_.exchange_rate.reset();
  }
  DocumentReferences& references = receipt_.references;
  references.bill_of_lading = text(Field::bill_of_lading);
  references.carrier = text(Field::carrier);
  references.tracking = text(Field::tracking);
  references.ship_notice = text(Field::ship_notice);
  references.invoice = text(Field::invoice);
  references.po = text(Field::po);
  references.reverses = text(Field::reverses);
  references.case_number = text(Field::case_number);
  receipt_.bank = text(Field::bank);
  // Bills that name their own number where they could name another bill speak of no other.
  const auto other = [&](std::string& reference) {
    if (receipt_.stage == Stage::invoiced && reference == receipt_.document.number)
      reference.clear();
  };
  other(references.invoice);
  other(references.reverses);
  receipt_.dates.shipped = moment(Field::shipped);
  receipt_.dates.expected = moment(Field::expected);
  receipt_.dates.posted = moment(Field::posted);
}

void DocumentMapper::read_parties() {
  std::vector<StatedParty> sellers, payees;
  std::vector<std::pair<StatedParty, std::uint32_t>> ship_tos;  // with the frame they hold for
  for (const RecordHit& hit : gathered_.records()) {
    if (plan_.records[hit.record].kind != RecordKind::party) continue;
    const auto role = party_role_from(values_.text(gathered_.member(hit, Member::party_role)));
    if (!role) continue;
    StatedParty party;
    party.role = *role;
    if (const Cell* scheme = gathered_.member(hit, Member::party_qualifier))
      party.scheme = id_scheme_from(values_.text(scheme)).value_or(IdScheme::other);
    if (const Cell* id = gathered_.member(hit, Member::party_id))
      if (is_identifier(id->text)) party.id = id->text;
    if (const Cell* name = gathered_.member(hit, Member::party_name)) party.name = name->text;
    if (*role == PartyRole::ship_to)
      ship_tos.emplace_back(party, hit.frame);
    else if (*role == PartyRole::biller || *role == PartyRole::payee)
      payees.push_back(party);
    else
      sellers.push_back(party);
  }
  // Roles are in the contract's order: supplier, seller, vendor, ship-from.
  std::stable_sort(sellers.begin(), sellers.end(),
                   [](const auto& a, const auto& b) { return a.role < b.role; });
  name_supplier(sellers);
  name_payees(payees);
  StatedParty site;
  const std::string stated = text(Field::site);
  site.id = stated;
  receipt_.site = directory_.site(site);
  if (!ship_tos.empty()) read_site(ship_tos);
}

void DocumentMapper::name_supplier(const std::vector<StatedParty>& sellers) {
  const auto named = [&](std::string supplier, std::string rule) {
    receipt_.supplier = SupplierId(std::move(supplier));
    mapped_.supplier_rule = std::move(rule);
  };
  const auto role_of = [](const StatedParty& party) {
    return std::string(party_role_words()[static_cast<std::size_t>(party.role)]);
  };
  if (!plan_.partner_supplier.empty())
    return named(plan_.partner_supplier, "the rules of " + plan_.partner);
  // What the buyer sends goes to the supplier.
  const bool there = plan_.to_supplier;
  const bool relayed = origin_.relayed || plan_.is_on(Switch::sent_by_network);
  const std::string end = there ? "receiver" : "sender";
  const std::string_view interchange_party = there ? origin_.receiver : origin_.sender;
  const std::string_view qualifier = there ? origin_.receiver_qualifier : origin_.sender_qualifier;
  if (const auto* row = directory_.by_interchange(qualifier, interchange_party))
    return named(row->supplier.value, "suppliers.csv by the interchange's " + end);
  if (const auto* row =
          directory_.by_interchange({}, there ? origin_.group_receiver : origin_.group_sender))
    return named(row->supplier.value, "suppliers.csv by the group's " + end);
  for (const StatedParty& party : sellers)
    if (const auto* row = directory_.by_identifier(party.scheme, party.id))
      return named(row->supplier.value, "suppliers.csv by the document's " + role_of(party));
  for (const StatedParty& party : sellers)
    if (!party.id.empty()) return named(to_utf8(party.id), "the document's " + role_of(party));
  // A name is no identifier, and better than whoever only passed the message on.
  for (const StatedParty& party : sellers)
    if (relayed && !party.name.empty() && is_identifier(party.name))
      return named(to_utf8(party.name), "the name of the document's " + role_of(party));
  if (!interchange_party.empty())
    return named(to_utf8(interchange_party), "the interchange's " + end);
  for (const StatedParty& party : sellers)
    if (!party.name.empty() && is_identifier(party.name))
      return named(to_utf8(party.name), "the name of the document's " + role_of(party));
  if (plan_.event) return;  // stock is nobody's delivery
  values_.report(FindingLevel::warning, "SUPPLIER_MISSING", kNone,
                 "neither the document nor an interchange names the supplier",
                 "send it inside its interchange, or name the seller");
}

/// Who bills, where suppliers.csv knows it as somebody else, and whom the money is asked to go to:
/// by number, else by name. The first of each that says so counts.
void DocumentMapper::name_payees(const std::vector<StatedParty>& parties) {
  for (const StatedParty& party : parties) {
    if (party.role == PartyRole::payee) {
      if (receipt_.remit_to.empty())
        receipt_.remit_to = to_utf8(party.id.empty() ? party.name : party.id);
    } else if (const auto* row = directory_.by_identifier(party.scheme, party.id)) {
      if (receipt_.bill_from.empty() && row->supplier != receipt_.supplier)
        receipt_.bill_from = row->supplier;
    }
  }
}

void DocumentMapper::read_site(const std::vector<std::pair<StatedParty, std::uint32_t>>& ship_tos) {
  std::vector<std::string> sites;
  for (const auto& [party, frame] : ship_tos) sites.push_back(to_utf8(directory_.site(party)));
  // A destination that only one line states is not the document's.
  for (std::size_t i = 0; i < sites.size() && receipt_.site.empty(); ++i)
    if (choices_[ship_tos[i].second].role != FrameRole::line) receipt_.site = sites[i];
  if (std::all_of(sites.begin(), sites.end(), [&](const auto& s) { return s == receipt_.site; }))
    return;
  site_of_frame_.resize(gathered_.frames().size());
  for (std::size_t i = 0; i < sites.size(); ++i) {
    std::string& site = site_of_frame_[ship_tos[i].second];
    if (site.empty()) site = std::move(sites[i]);  // a delivery party before a consignee
  }
}

void DocumentMapper::place_lines(const LineBuilder& lines) {
  if (site_of_frame_.empty()) return;
  // A level takes the ship-to of the level above where it has none of its own.
  const auto frames = gathered_.frames();
  for (std::uint32_t i = 0; i < frames.size(); ++i) {
    if (site_of_frame_[i].empty() && frames[i].parent != kNone)
      site_of_frame_[i] = site_of_frame_[frames[i].parent];
    if (choices_[i].role != FrameRole::line || lines.line_of(i) == kNone) continue;
    for (std::size_t at = lines.line_of(i); at < receipt_.lines.size() && lines.frame_of(at) == i;
         ++at) {
      ReceiptLine& row = receipt_.lines[at];
      if (row.site.empty() && site_of_frame_[i] != receipt_.site) row.site = site_of_frame_[i];
    }
  }
}

/// The first terms of each rule are the ones that count; further ones are other offers. Where a map
/// has several rules (the due date in one segment, the discount in another), each adds its part.
void DocumentMapper::read_terms() {
  std::vector<std::uint16_t> rules;
  Terms terms;
  for (const RecordHit& hit : gathered_.records()) {
    if (plan_.records[hit.record].kind != RecordKind::terms) continue;
    if (std::find(rules.begin(), rules.end(), hit.record) != rules.end()) continue;
    rules.push_back(hit.record);
    const auto days_on = [&](const std::optional<Decimal>& days) -> std::optional<Date> {
      if (!days || *days > kTermDaysMax || days->is_negative() || !receipt_.document.date)
        return std::nullopt;
      return *receipt_.document.date +
             std::chrono::days(static_cast<int>(days->millionths() / Decimal::kScale));
    };
    const auto after_days = [&](Member member) {
      return days_on(values_.decimal(gathered_.member(hit, member)));
    };
    // A month on is the same day of the month, or the last one where there is none.
    const auto after_months = [&](Member member) -> std::optional<Date> {
      const auto months = values_.decimal(gathered_.member(hit, member));
      if (!months || *months > kTermMonthsMax || months->is_negative() || !receipt_.document.date)
        return std::nullopt;
      const auto from =
          std::chrono::year_month_day(*receipt_.document.date) +
          std::chrono::months(static_cast<int>(months->millionths() / Decimal::kScale));
      return from.ok() ? Date(from) : Date(from.year() / from.month() / std::chrono::last);
    };
    const auto day = [&](Member member) { return values_.date(gathered_.member(hit, member)); };
    if (!terms.due) terms.due = day(Member::terms_due);
    if (!terms.due) terms.due = after_days(Member::terms_due_days);
    if (!terms.due) terms.due = after_months(Member::terms_due_months);
    if (!terms.discount_date) terms.discount_date = day(Member::terms_discount_date);
    if (!terms.discount_date) terms.discount_date = after_days(Member::terms_discount_days);
    if (!terms.discount_percent)
      terms.discount_percent =
          as<Percent>(values_.decimal(gathered_.member(hit, Member::terms_discount_percent)));
    const Cell* text = gathered_.member(hit, Member::terms_discount_text);
    if (text == nullptr || terms.discount_percent) continue;
    if (const auto offer = written_discount(text->text)) {
      if (!terms.discount_date) terms.discount_date = days_on(offer->days);
      terms.discount_percent = Percent(offer->percent);
    }
  }
  if (terms != Terms{}) receipt_.terms = terms;
}

void DocumentMapper::read_totals(const LineBuilder& lines) {
  Totals& totals = receipt_.totals;
  totals.lines = as<Money>(decimal(Field::total_lines));
  totals.tax = as<Money>(decimal(Field::total_tax));
  totals.charges = as<Money>(decimal(Field::total_charges));
  totals.amount = as<Money>(decimal(Field::total_amount));
  if (receipt_.stage != Stage::invoiced) return;
  // What the document does not total itself is the sum of what it lists.
  if (!totals.lines && !receipt_.lines.empty()) totals.lines = lines.worth();
  Money taxes;
  for (const Tax& tax : receipt_.taxes) taxes += tax.amount;
  if (!totals.tax) totals.tax = taxes;
  Money charges;
  for (const Charge& charge : receipt_.charges)
    if (!charge.included) charges += charge.amount;
  if (!totals.charges) totals.charges = charges;
  // A bill below zero is a credit, whatever it calls itself.
  if (totals.amount && totals.amount->is_negative())
    receipt_.document.kind = DocumentKind::credit_note;
}

/// What the partner agreed to send.
void DocumentMapper::check_required(const LineBuilder& lines) {
  for (const Field field : plan_.required) {
    const std::string name(fields()[index_of(field)].name);
    const auto report = [&](std::uint32_t spot, const std::string& where) {
      values_.report(FindingLevel::error, "REQUIRED_MISSING", spot,
                     where + " no `" + name + "`, which " +
                         (plan_.partner.empty() ? "the sender" : plan_.partner) + " has to send",
                     "ask the sender for it, or take it off `required`");
    };
    if (!is_line_field(field)) {
      if (gathered_.document(field) == nullptr) report(kNone, "the document has");
      continue;
    }
    std::size_t missing = 0;
    std::uint32_t first = kNone;
    for (std::size_t i = 0; i < receipt_.lines.size(); ++i) {
      const Frame& frame = gathered_.frames()[lines.frame_of(i)];
      if (frame.has(field) || frame.states(field)) continue;
      if (missing++ == 0) first = frame.spot;
    }
    if (missing == 1) report(first, "a line has");
    if (missing > 1) report(first, std::to_string(missing) + " lines, the first stands here, have");
  }
}

/// Whether the amounts of a credit are signed: what its lines come to says it, where they state
/// none their quantities, and where there are no lines the total.
bool DocumentMapper::amounts_are_signed() const {
  const Totals& totals = receipt_.totals;
  if (totals.lines && !totals.lines->is_zero()) return totals.lines->is_negative();
  Money amounts;
  Quantity quantities;
  for (const ReceiptLine& line : receipt_.lines) {
    amounts += line.amount.value_or(Money());
    quantities += line.quantity;
  }
  if (!amounts.is_zero()) return amounts.is_negative();
  if (!quantities.is_zero()) return quantities.is_negative();
  return totals.amount && totals.amount->is_negative();
}

/// Some senders sign the quantities of a credit and some do not, whatever they do with its amounts.
void DocumentMapper::unsign_quantities() {
  Quantity sum;
  for (const ReceiptLine& line : receipt_.lines) sum += line.quantity;
  if (!sum.is_negative()) return;
  for (ReceiptLine& line : receipt_.lines) line.quantity = -line.quantity;
}

void DocumentMapper::sign_credit() {
  // Some senders sign the amounts of a credit, some its total alone, others let its type say it.
  // Here amounts are negative and quantities positive, whichever way.
  Totals& totals = receipt_.totals;
  const bool signed_already = amounts_are_signed();
  unsign_quantities();
  const auto negate = [](auto& value) {
    if (value) *value = -*value;
  };
  if (totals.amount && !totals.amount->is_negative()) negate(totals.amount);
  if (signed_already) return;
  for (ReceiptLine& line : receipt_.lines) negate(line.amount);
  for (Charge& charge : receipt_.charges) charge.amount = -charge.amount;
  for (Tax& tax : receipt_.taxes) {
    tax.amount = -tax.amount;
    negate(tax.base);
  }
  negate(totals.lines);
  negate(totals.tax);
  negate(totals.charges);
}

}  // namespace

MappedDocument Mapper::map(const Plan& plan, const Gathered& gathered, const SourceView& source,
                           const Origin& origin, Findings& findings, std::size_t findings_max,
                           Receipt&& spare) {
  choose_lines(plan, gathered, choices_);
  ValueReader values(plan, source, findings, findings_max);
  return DocumentMapper(plan, origin, directory_, gathered, choices_, values, std::move(spare))
      .map();
}

}  // namespace weighbridge::maps
