#include "mappings/render/cxml_response.hpp"

#include "parsers/utf8.hpp"
#include "parsers/xml/writer.hpp"

namespace weighbridge {

namespace {

/// A person reads this in a log; the first mistakes say it all.
constexpr std::size_t kTextBytesMax = 1000;

std::string_view name_of(CxmlStatus status) {
  switch (status) {
    case CxmlStatus::ok:
      return "OK";
    case CxmlStatus::bad_request:
      return "Bad Request";
    case CxmlStatus::not_acceptable:
      return "Not Acceptable";
    case CxmlStatus::not_implemented:
      return "Not Implemented";
  }
  return "OK";
}

}  // namespace

std::string render(const CxmlResponse& response) {
  std::string text;
  xml::Writer out(text,
                  "<!DOCTYPE cXML SYSTEM \"http://xml.cXML.org/schemas/cXML/1.2.050/cXML.dtd\">");
  const std::string stamp = response.time ? to_string(*response.time) : std::string();
  const std::string code = std::to_string(static_cast<unsigned>(response.status));
  out.begin("cXML", {{"payloadID", response.payload_id}, {"timestamp", stamp}}).begin("Response");
  const std::string_view name = name_of(response.status);
  out.element("Status", response.text.empty() ? name : std::string_view(response.text),
              {{"code", code}, {"text", name}});
  out.end().end();
  return text;
}

CxmlResponse answer(const Findings& findings) {
  CxmlResponse response;
  for (const Finding& finding : findings) {
    if (finding.level != FindingLevel::error) continue;
    response.status = CxmlStatus::not_acceptable;
    if (!response.text.empty()) response.text += "; ";
    response.text += finding.message;
    if (response.text.size() > kTextBytesMax) break;
  }
  response.text = utf8_prefix(response.text, kTextBytesMax);
  return response;
}

}  // namespace weighbridge
