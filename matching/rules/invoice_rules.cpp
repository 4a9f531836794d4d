#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

Verdict check(const InvoiceView& view, Leg leg, Direction direction, Money difference,
              const Rational& base) {
  const InvoiceFile& file = view.file;
  const Rational size = abs(Rational(difference.value));
  const ToleranceSubject subject{file.receipt().supplier.str(), {}, {}, file.receipt().site};
  const Variance variance{
      size, base, view.setting.functional(size, file.currency, file.receipt().exchange_rate),
      false};
  return verdict(view.setting.tolerances.find(leg, direction, subject), variance);
}

void remark(Verdict verdict, std::string text, Money amount, Outcome& outcome) {
  outcome.remarks.push_back({verdict == Verdict::within ? "WITHIN_TOL" : "NOT_CHECKED",
                             std::move(text), amount, std::nullopt});
}

/// C01, C02 and C03 (M-8.8): one kind of gap under its tolerance.
void charge_gaps(const InvoiceView& view, ChargeGap::Kind kind, Leg leg, std::string_view verb,
                 Outcome& outcome) {
  const InvoiceFile& file = view.file;
  for (const ChargeGap& found : file.charge_gaps) {
    if (found.kind != kind) continue;
    const bool allowance = kind == ChargeGap::Kind::allowance_short;
    const Money impact = allowance ? found.agreed - found.billed : found.billed - found.agreed;
    const Verdict verdict = check(view, leg, Direction::over, impact, found.base);
    const std::string text =
        sentence(found.name, ": ", verb, " ", with_currency(found.billed, file.currency), " where ",
                 with_currency(found.agreed, file.currency), " is agreed");
    if (verdict != Verdict::outside) {
      remark(verdict, text, impact, outcome);
      continue;
    }
    Gap gap;
    gap.detail = found.name;
    gap.expected = to_string(found.agreed, file.currency);
    gap.actual = to_string(found.billed, file.currency);
    gap.impact = impact;
    gap.reason = sentence("Invoice ", file.receipt().document.number, ", ", text, ".");
    gap.arithmetic = {sentence("M-8.8 ", allowance ? gap.expected : gap.actual, " − ",
                               allowance ? gap.actual : gap.expected, " = ",
                               with_currency(impact, file.currency))};
    outcome.gaps.push_back(std::move(gap));
  }
}

void duplicate(const InvoiceView& view, DuplicateKind kind, std::string_view how,
               Outcome& outcome) {
  const InvoiceFile& file = view.file;
  if (file.duplicate.kind != kind || file.duplicate.voided) return;
  Gap gap;
  gap.expected = to_string(Money(), file.currency);
  gap.actual = to_string(file.gross, file.currency);
  gap.impact = file.gross;  // of a credit that would be taken twice in the buyer's favour (M-1.6)
  const std::string invoice =
      sentence(file.credit ? "Credit " : "Invoice ", file.receipt().document.number, " of ",
               with_currency(file.gross, file.currency));
  gap.reason = file.duplicate.self_billed
                   ? sentence(invoice, " bills an order that the buyer bills itself.")
                   : sentence(invoice, " ", how, file.credit ? " credit " : " invoice ",
                              file.duplicate.earlier->document.number, ".");
  gap.arithmetic = file.duplicate.arithmetic;
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace

void charge_not_agreed(const InvoiceView& view, Outcome& outcome) {
  charge_gaps(view, ChargeGap::Kind::not_agreed, Leg::charge_new, "billed", outcome);
}

void charge_over_agreed(const InvoiceView& view, Outcome& outcome) {
  charge_gaps(view, ChargeGap::Kind::over_agreed, Leg::charge, "billed", outcome);
}

void allowance_not_given(const InvoiceView& view, Outcome& outcome) {
  charge_gaps(view, ChargeGap::Kind::allowance_short, Leg::allowance, "given", outcome);
}

void tax_differs(const InvoiceView& view, Outcome& outcome) {
  const InvoiceFile& file = view.file;
  if (file.credit) return;
  for (const TaxCheck& tax : file.taxes) {
    const Money impact = tax.billed - tax.computed;
    if (impact.is_zero()) continue;
    const Direction direction = impact.is_negative() ? Direction::under : Direction::over;
    const Verdict verdict = check(view, Leg::tax, direction, impact, Rational(tax.computed.value));
    const std::string text = sentence(
        tax.code.empty() ? "tax" : tax.code, ": billed ", with_currency(tax.billed, file.currency),
        " where ", (tax.rate * Rational(100, 1)).to_string(), " % of ",
        with_currency(tax.base, file.currency), " is ", with_currency(tax.computed, file.currency));
    if (verdict != Verdict::outside) {
      remark(verdict, text, impact, outcome);
      continue;
    }
    Gap gap;
    gap.detail = tax.code;
    gap.expected = to_string(tax.computed, file.currency);
    gap.actual = to_string(tax.billed, file.currency);
    gap.impact = impact;
    gap.reason = sentence("Invoice ", file.receipt().document.number, ", ", text, ".");
    gap.arithmetic = {sentence("M-8.9 ", gap.actual, " − ", gap.expected, " = ",
                               with_currency(impact, file.currency))};
    outcome.gaps.push_back(std::move(gap));
  }
}

void total_wrong(const InvoiceView& view, Outcome& outcome) {
  const InvoiceFile& file = view.file;
  const Money impact = file.gross - file.computed;
  if (file.credit || impact.is_zero()) return;
  const Direction direction = impact.is_negative() ? Direction::under : Direction::over;
  const Verdict verdict = check(view, Leg::total, direction, impact, Rational(file.computed.value));
  const std::string text = sentence("claims ", with_currency(file.gross, file.currency),
                                    " where its lines, charges, allowances and taxes make ",
                                    with_currency(file.computed, file.currency));
  if (verdict != Verdict::outside) {
    outcome.remarks.push_back(
        {verdict == Verdict::within ? "ROUNDING" : "NOT_CHECKED", text, impact, std::nullopt});
    return;
  }
  Gap gap;
  gap.expected = to_string(file.computed, file.currency);
  gap.actual = to_string(file.gross, file.currency);
  gap.impact = impact;
  gap.reason = sentence("Invoice ", file.receipt().document.number, " ", text, ".");
  gap.arithmetic = {sentence("M-8.12 ", gap.actual, " − ", gap.expected, " = ",
                             with_currency(impact, file.currency))};
  outcome.gaps.push_back(std::move(gap));
}

void exact_duplicate(const InvoiceView& view, Outcome& outcome) {
  duplicate(view, DuplicateKind::exact, "repeats", outcome);
}

void suspected_duplicate(const InvoiceView& view, Outcome& outcome) {
  duplicate(view, DuplicateKind::suspect, "looks like", outcome);
}

/// M-4.4: where the money shall go is not where the supplier's record says.
void payee_differs(const InvoiceView& view, Outcome& outcome) {
  const InvoiceFile& file = view.file;
  if (file.payee_known_as.empty()) return;
  Gap gap;
  gap.expected = file.payee_known_as;
  gap.actual = file.payee_stated;
  gap.impact = file.gross;
  gap.reason = sentence("Invoice ", file.receipt().document.number, " asks for payment to \"",
                        file.payee_stated, "\", but the supplier is known by \"",
                        file.payee_known_as, "\".");
  gap.arithmetic = {"M-4.4 a changed remit-to or bank account blocks, whatever the amount"};
  outcome.gaps.push_back(std::move(gap));
}

void charge_credit_unexpected(const InvoiceView& view, Outcome& outcome) {
  const InvoiceFile& file = view.file;
  if (file.unexpected_credit.is_zero()) return;
  Gap gap;
  gap.expected = to_string(Money(), file.currency);
  gap.actual = to_string(file.unexpected_credit, file.currency);
  gap.impact = -file.unexpected_credit;
  gap.reason = sentence("Credit ", file.receipt().document.number, " grants ",
                        with_currency(file.unexpected_credit, file.currency),
                        " on charges of which none is in dispute.");
  gap.arithmetic = {"M-11.1 (d) no charge that is in dispute"};
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace weighbridge::matching
