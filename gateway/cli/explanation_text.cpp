#include "gateway/cli/explanation_text.hpp"

namespace weighbridge::cli {
namespace {

bool stands_on(const matching::Anchor& anchor, const matching::LineExplanation& line) {
  return anchor.supplier == line.supplier && anchor.po == line.po && anchor.po_line == line.po_line;
}

void add_differences(const matching::Judgement& judgement, const matching::LineExplanation& line,
                     const Style& style, std::string& out) {
  for (const matching::Discrepancy& d : judgement.discrepancies) {
    if (!stands_on(d.anchor, line)) continue;
    const std::string title = std::string(d.rule) + ' ' + std::string(d.code) + ": " + d.reason;
    out += paragraph(printable(title), 2, style, Tone::warn);
    for (const std::string& step : d.arithmetic) out += paragraph(printable(step), 4, style);
  }
  for (const matching::Note& note : judgement.notes) {
    if (!stands_on(note.anchor, line)) continue;
    out += paragraph(printable(note.note + ": " + note.text), 2, style, Tone::dim);
  }
}

}  // namespace

std::string explanation_text(const pipeline::Report& report, const Style& style) {
  std::string out;
  for (const matching::LineExplanation& line : report.explanations) {
    const std::string title =
        "The arithmetic of " + line.po.str() + '/' + line.po_line + " with " + line.supplier.str();
    out += '\n' + style.paint(Tone::heading, printable(title)) + "\n\n";
    for (const std::string& step : line.steps) out += paragraph(printable(step), 2, style);
    add_differences(report.judgement, line, style, out);
  }
  return out;
}

}  // namespace weighbridge::cli
