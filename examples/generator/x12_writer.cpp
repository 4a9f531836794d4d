#include "examples/generator/x12_writer.hpp"

#include <cstddef>

namespace weighbridge::generator {

namespace {

std::string digits(std::uint32_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

void X12Writer::isa_element(std::string_view value, std::size_t width) {
  out_ += dialect_.element;
  out_ += value;
  if (dialect_.pad_isa && value.size() < width) out_.append(width - value.size(), ' ');
}

void X12Writer::begin_interchange(X12Party sender, X12Party receiver, std::uint32_t control,
                                  X12Stamp stamp) {
  interchange_control_ = control;
  groups_ = 0;
  sender_ = sender.id;
  receiver_ = receiver.id;
  const bool repeats = dialect_.version >= "00402";
  out_ += "ISA";
  isa_element("00", 2);
  isa_element("", 10);
  isa_element("00", 2);
  isa_element("", 10);
  isa_element(sender.qualifier, 2);
  isa_element(sender.id, 15);
  isa_element(receiver.qualifier, 2);
  isa_element(receiver.id, 15);
  isa_element(stamp.date.substr(2), 6);
  isa_element(stamp.time.substr(0, 4), 4);
  isa_element(repeats ? std::string_view(&dialect_.repetition, 1) : "U", 1);
  isa_element(dialect_.version < "005" ? "00401" : "00501", 5);
  isa_element(digits(control, 9), 9);
  isa_element("0", 1);
  isa_element("P", 1);
  isa_element(std::string_view(&dialect_.component, 1), 1);
  out_ += dialect_.segment;
  out_ += dialect_.wrap;
}

void X12Writer::begin_group(std::string_view functional_id, std::uint32_t control, X12Stamp stamp) {
  group_control_ = control;
  ++groups_;
  sets_ = 0;
  segment("GS", {functional_id, sender_, receiver_, stamp.date, stamp.time.substr(0, 4),
                 std::to_string(control), "X", dialect_.version});
}

void X12Writer::begin_set(std::string_view set) {
  ++sets_;
  set_segments_ = 0;
  segment("ST", {set, digits(sets_, 4)});
}

void X12Writer::segment(std::string_view tag, std::initializer_list<std::string_view> elements) {
  ++set_segments_;
  out_ += tag;
  std::size_t omitted = 0;  // separators owed for empty elements that may turn out to be trailing
  for (const std::string_view element : elements) {
    ++omitted;
    if (element.empty()) continue;
    out_.append(omitted, dialect_.element);
    out_ += element;
    omitted = 0;
  }
  out_ += dialect_.segment;
  out_ += dialect_.wrap;
}

void X12Writer::end_set() {
  segment("SE", {std::to_string(set_segments_ + 1), digits(sets_, 4)});
}

void X12Writer::end_group() {
  segment("GE", {std::to_string(sets_), std::to_string(group_control_)});
}

void X12Writer::end_interchange() {
  segment("IEA", {std::to_string(groups_), digits(interchange_control_, 9)});
}

}  // namespace weighbridge::generator
