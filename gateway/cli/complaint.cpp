#include "gateway/cli/complaint.hpp"

#include "gateway/cli/text.hpp"

namespace weighbridge::cli {
namespace {

void join(std::string& text, std::string_view separator, const std::string& part) {
  if (!text.empty()) text += separator;
  text += part;
}

std::string segment_place(const Place& place) {
  std::string text = "segment " + std::to_string(place.segment);
  if (!place.tag.empty()) text += " (" + place.tag + ")";
  if (place.element != 0) text += ", element " + std::to_string(place.element);
  if (place.component != 0) text += ", component " + std::to_string(place.component);
  if (place.repetition > 1) text += ", repetition " + std::to_string(place.repetition);
  return text;
}

}  // namespace

std::string place_text(const Place& place) {
  if (place.segment != 0) return segment_place(place);
  std::string text;
  if (place.line != 0) text = "line " + std::to_string(place.line);
  if (place.column != 0) join(text, ", ", "column " + std::to_string(place.column));
  if (!place.tag.empty()) text += text.empty() ? place.tag : " (" + place.tag + ")";
  if (text.empty() && place.offset != 0) text = "byte " + std::to_string(place.offset);
  return text;
}

std::string complaint(std::string_view where, std::string_view what, std::string_view mend) {
  std::string line = "weighbridge: ";
  if (!where.empty()) line.append(where).append(": ");
  line += what;
  if (!mend.empty()) line.append(" (").append(mend).append(")");
  return printable(line) + '\n';
}

std::string complaint(std::string_view file, std::string_view document, const Finding& finding) {
  std::string where(file);
  if (!document.empty()) join(where, ": ", std::string(document));
  const std::string place = place_text(finding.place);
  if (!place.empty()) join(where, ": ", place);
  std::string what = finding.message;
  if (!finding.code.empty()) what += " [" + finding.code + "]";
  return complaint(where, what, finding.mend);
}

std::string complaint(const TableError& error) {
  std::string where = error.file;
  if (error.line != 0) where += ":" + std::to_string(error.line);
  if (error.column != 0) where += ":" + std::to_string(error.column);
  std::string line = where.empty() ? std::string() : where + ": ";
  line += error.message;
  if (!error.mend.empty()) line += " (" + error.mend + ")";
  return printable(line) + '\n';
}

}  // namespace weighbridge::cli
