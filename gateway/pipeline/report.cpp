#include "gateway/pipeline/report.hpp"

namespace weighbridge::pipeline {

std::string Rejected::title() const {
  std::string text = set;
  if (!control.empty()) text += (text.empty() ? "" : " ") + control;
  if (!document.empty()) text += (text.empty() ? "document " : ", document ") + document;
  return text;
}

}  // namespace weighbridge::pipeline
