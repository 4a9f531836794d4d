#include "mappings/reader/xml_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "mappings/en16931/rules.hpp"
#include "mappings/maps/mapper.hpp"
#include "mappings/maps/trace.hpp"
#include "mappings/maps/value_reader.hpp"
#include "mappings/maps/xml_gatherer.hpp"
#include "mappings/reader/tables.hpp"
#include "mappings/reader/xml_explain.hpp"
#include "mappings/reader/xml_outline.hpp"
#include "mappings/render/cxml_response.hpp"
#include "mappings/render/ubl_invoice_response.hpp"
#include "parsers/text_place.hpp"
#include "parsers/xml/business_documents.hpp"
#include "parsers/xml/document.hpp"

namespace weighbridge {

namespace {

/// Most messages fit into the first piece; for larger ones the room is doubled.
constexpr std::size_t kFirstBytes = 16U << 10;

/// All bytes; nothing when there are more than `bytes_max`.
std::optional<std::string> read_whole(ByteSource& bytes, std::size_t bytes_max) {
  std::string whole;
  std::size_t held = 0;
  for (;;) {
    if (held == whole.size()) whole.resize(std::max(2 * held, kFirstBytes));
    const std::size_t got = bytes.read(std::span(whole).subspan(held));
    if (got == 0) break;
    held += got;
    if (held > bytes_max) return std::nullopt;
  }
  whole.resize(held);
  return whole;
}

/// Control characters and long texts have no place in an envelope.
std::string shown(std::string_view text) {
  return maps::to_utf8(text.substr(0, maps::kTextSizeMax));
}

/// One message on its way through parser and maps.
class XmlMessage {
 public:
  XmlMessage(const ReaderTables& tables, const ReferenceData& reference,
             const ReaderOptions& options, ReadSink& sink)
      : tables_(tables),
        options_(options),
        sink_(sink),
        directory_(reference),
        mapper_(directory_) {}

  void read(std::string whole) {
    Findings findings;
    const auto document = xml::Document::parse(std::move(whole), findings, options_.limits.xml);
    if (document) {
      const xml::Contents contents = xml::find_business_documents(*document);
      begin(contents);
      const std::size_t documents =
          std::min<std::size_t>(contents.documents.size(), options_.limits.xml.documents_max);
      for (std::size_t i = 0; i < documents; ++i) read_document(*document, contents, i);
      if (documents < contents.documents.size())
        findings.push_back(too_many(*document, contents.documents[documents]));
      sink_.interchange_end({}, answer_);
      check_doctype(*document, contents, findings);
    }
    if (!findings.empty()) sink_.message(findings);
  }

 private:
  static Finding too_many(const xml::Document& source, const xml::BusinessDocument& first) {
    Finding finding;
    finding.code = "XML_LIMIT";
    finding.place = root_place(first, source.place_of(source.offset_of(first.node.name())));
    finding.message = "this document and those behind it are more than one message may hold";
    finding.mend = "send them in several messages";
    return finding;
  }

  void begin(const xml::Contents& contents) {
    InterchangeHead head;
    const xml::Envelope& envelope = contents.envelope;
    head.standard = contents.standard;
    head.control = shown(envelope.control);
    head.sender = {shown(envelope.sender.qualifier), shown(envelope.sender.id)};
    head.receiver = {shown(envelope.receiver.qualifier), shown(envelope.receiver.id)};
    if (parse_moment(envelope.date)) head.date = envelope.date;
    head.test = envelope.test;
    sink_.interchange(head);
    sink_.group({{}, {}, shown(contents.documents.front().version)});
  }

  void read_document(const xml::Document& source, const xml::Contents& contents,
                     std::size_t index) {
    const xml::BusinessDocument& stated = contents.documents[index];
    ReadDocument document;
    document.set = shown(stated.set);
    const Place place = source.place_of(source.offset_of(stated.node.name()));
    document.offset = place.offset;
    if (options_.keep_text) document.text = text_of(source, contents, index);
    if (!stated.namespaced) document.findings.push_back(namespace_missing(stated, place));
    const maps::Senders senders{
        contents.envelope.sender.qualifier, contents.envelope.sender.id, {}};
    if (const maps::Plan* plan = tables_.maps().find(stated.standard, stated.kind, senders)) {
      gatherer_.gather(*plan, source, stated.node, gathered_);
      if (const maps::Plan* own = tables_.maps().of_parties(*plan, gathered_)) {
        plan = own;
        gatherer_.gather(*plan, source, stated.node, gathered_);
      }
      maps::MappedDocument mapped =
          mapper_.map(*plan, gathered_, maps::XmlView(source), origin(contents.envelope),
                      document.findings, options_.limits.findings_max);
      document.receipt = std::move(mapped.receipt);
      document.supplier_rule = std::move(mapped.supplier_rule);
      document.map = plan->name();
      if (options_.trace) document.taken = maps::trace(*plan, gathered_, maps::XmlView(source));
      if (options_.trace) document.taken = maps::trace(*plan, gathered_, maps::XmlView(source));
      document.control = document.receipt->document.number;
    }
    document.outline = outline(source, stated.node, options_.outline_rows_max);
    document.answers = document.map.empty() && is_answer(stated);
    if (document.answers)
      explain_answer(source, stated, document.findings, options_.limits.findings_max);
    else if (document.map.empty())
      document.findings.push_back(map_missing(stated, place));
    check_invoice(source, stated, document.findings);
    for (Finding& finding : document.findings)
      if (finding.place.line == 0) finding.place = root_place(stated, place);
    if (options_.acknowledge && contents.documents.size() == 1)
      answer_ = answer(source, stated, contents.envelope, document);
    sink_.document(std::move(document));
  }

  void check_invoice(const xml::Document& source, const xml::BusinessDocument& stated,
                     Findings& findings) const {
    const bool ubl = is_ubl_invoice(stated);
    if (!ubl && stated.standard != "CII") return;
    const en16931::Invoice invoice =
        ubl ? en16931::read_ubl(source, stated.node) : en16931::read_cii(source, stated.node);
    en16931::check(invoice, source, findings, options_.limits.findings_max);
  }

  static bool is_ubl_invoice(const xml::BusinessDocument& stated) {
    return stated.standard == "UBL" && (stated.set == "Invoice" || stated.set == "CreditNote");
  }

  static Place root_place(const xml::BusinessDocument& stated, Place place) {
    place.tag = xml::path_of(stated.node);
    return place;
  }

  /// What goes back: an Invoice Response to a UBL bill, a Response to a cXML request, else nothing.
  std::string answer(const xml::Document& source, const xml::BusinessDocument& stated,
                     const xml::Envelope& envelope, const ReadDocument& document) const {
    const auto time = parse_instant(options_.acknowledgment_time);
    if (stated.standard == "cXML" && stated.set.ends_with("Request")) {
      CxmlResponse response = weighbridge::answer(document.findings);
      if (!document.receipt) response.status = CxmlStatus::not_implemented;
      response.time = time;
      response.payload_id = "re." + shown(envelope.control);
      return render(response);
    }
    if (!is_ubl_invoice(stated) || !document.receipt) return {};
    return render(invoice_response(source, stated, envelope, document, time));
  }

  static InvoiceResponse invoice_response(const xml::Document& source,
                                          const xml::BusinessDocument& stated,
                                          const xml::Envelope& envelope,
                                          const ReadDocument& document,
                                          std::optional<Instant> time) {
    InvoiceResponse response;
    response.id = "RE-" + document.control;
    response.time = time;
    response.sender = {shown(envelope.receiver.qualifier), shown(envelope.receiver.id), {}};
    response.receiver = {shown(envelope.sender.qualifier), shown(envelope.sender.id), {}};
    response.invoice = document.control;
    response.invoice_date = document.receipt->document.date;
    const bool credit = stated.set == "CreditNote";
    response.type_code = shown(
        source.text(xml::child(stated.node, credit ? "CreditNoteTypeCode" : "InvoiceTypeCode")));
    for (const Finding& finding : document.findings) {
      if (finding.level != FindingLevel::error) continue;
      response.status = InvoiceStatus::rejected;
      response.reasons.push_back({"REF", "NIN", finding.message, {}});
    }
    return response;
  }

  static maps::Origin origin(const xml::Envelope& envelope) {
    maps::Origin origin;
    origin.control = envelope.control;
    origin.sender_qualifier = envelope.sender.qualifier;
    origin.sender = envelope.sender.id;
    origin.receiver_qualifier = envelope.receiver.qualifier;
    origin.receiver = envelope.receiver.id;
    return origin;
  }

  static Finding map_missing(const xml::BusinessDocument& stated, const Place& place) {
    Finding finding;
    finding.level = FindingLevel::warning;
    finding.scope = FindingScope::transaction;
    finding.code = "NO_MAP";
    finding.place = root_place(stated, place);
    finding.message = "no map reads " + shown(stated.kind) + " of " + std::string(stated.standard) +
                      ", so it becomes no receipt";
    finding.mend = "if it states goods or money, write a map that `reads: {standard: " +
                   std::string(stated.standard) + ", set: " + shown(stated.kind) + "}`";
    return finding;
  }

  static Finding namespace_missing(const xml::BusinessDocument& stated, const Place& place) {
    Finding finding;
    finding.level = FindingLevel::warning;
    finding.scope = FindingScope::transaction;
    finding.code = "NAMESPACE_MISSING";
    finding.place = place;
    finding.place.tag = stated.set;
    finding.message = "the document names no namespace; by its name it is read as " +
                      std::string(stated.standard);
    finding.mend = "declare the namespace of the standard";
    return finding;
  }

  /// The bytes of a document: up to the next one, where there are several.
  static std::string text_of(const xml::Document& source, const xml::Contents& contents,
                             std::size_t index) {
    const auto start = [&](std::size_t i) -> std::size_t {
      if (i == 0) return 0;
      if (i == contents.documents.size()) return source.source().size();
      return source.offset_of(contents.documents[i].node.name()) - 1;
    };
    return std::string(source.source().substr(start(index), start(index + 1) - start(index)));
  }

  /// cXML always names its DTD. Elsewhere one is worth a word, though it is not used either.
  static void check_doctype(const xml::Document& document, const xml::Contents& contents,
                            Findings& findings) {
    if (!document.doctype() || contents.standard == "cXML") return;
    Finding finding;
    finding.level = FindingLevel::note;
    finding.code = "XML_DTD";
    finding.place = document.place_of(document.doctype()->offset);
    finding.message = "the document type declaration is read past; nothing is fetched";
    findings.push_back(std::move(finding));
  }

  const ReaderTables& tables_;
  const ReaderOptions& options_;
  ReadSink& sink_;
  maps::PartyDirectory directory_;
  maps::Mapper mapper_;
  maps::XmlGatherer gatherer_;
  maps::Gathered gathered_;
  std::string answer_;
};

}  // namespace

void read_xml(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
              const ReaderOptions& options, ReadSink& sink) {
  const std::size_t bytes_max = options.limits.xml.bytes_max;
  auto whole = read_whole(bytes, bytes_max);
  if (!whole) {
    Finding finding;
    finding.code = "XML_LIMIT";
    finding.place = text_start();
    finding.message = "the text is longer than the " + std::to_string(bytes_max) +
                      " bytes that an XML message may have";
    finding.mend = "send the documents in several messages";
    return sink.message({finding});
  }
  sink.progress(whole->size());
  XmlMessage(tables, reference, options, sink).read(std::move(*whole));
}

}  // namespace weighbridge
