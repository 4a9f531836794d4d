#include "store/sqlite/kept_json.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

namespace {

// In the order in which they are read below.
constexpr std::string_view kDeliveryColumns =
    "SELECT number, channel, partner, user, delivery_key, facts, answer, received_at, repeats, "
    "       error_class, code, message, mend, "
    "       (SELECT bytes FROM payloads WHERE payload = as_received) ";

Facts facts_of(const Connection& connection, const std::string& json) {
  auto facts = parse_facts(json);
  if (!facts) connection.damaged("a delivery's facts cannot be read");
  return *std::move(facts);
}

}  // namespace

std::optional<Trouble> read_trouble(const Statement& row, int column) {
  const auto error_class = row.optional_text(column);
  if (!error_class) return std::nullopt;
  return Trouble{*error_class, row.optional_text(column + 1).value_or(std::string()),
                 row.optional_text(column + 2).value_or(std::string()),
                 row.optional_text(column + 3).value_or(std::string())};
}

TroubleColumns::TroubleColumns(const std::optional<Trouble>& trouble) {
  if (!trouble) return;
  error_class = trouble->error_class;
  code = trouble->code;
  message = trouble->message;
  mend = trouble->mend;
}

StoredDelivery Session::read_delivery(Statement& row) {
  StoredDelivery delivery;
  const std::int64_t number = row.integer(0);
  delivery.number = static_cast<std::uint64_t>(number);
  delivery.channel = row.text(1);
  delivery.partner = row.text(2);
  delivery.user = row.text(3);
  delivery.key = row.text(4);
  delivery.facts = facts_of(connection_, row.text(5));
  delivery.answer = row.text(6);
  delivery.received_at = row.instant(7);
  delivery.repeats = static_cast<std::uint64_t>(row.optional_integer(8).value_or(0));
  delivery.refused = read_trouble(row, 9);
  delivery.as_received = static_cast<std::uint64_t>(row.optional_integer(13).value_or(0));
  Statement files = connection_.prepare(
      "SELECT id, file_name, content_type FROM delivery_files "
      "JOIN messages ON arrival = delivery_files.message WHERE delivery = ?1 ORDER BY position");
  files.bind_all(number);
  while (files.step()) delivery.files.push_back({files.text(0), files.text(1), files.text(2)});
  return delivery;
}

std::optional<StoredDelivery> Session::delivery_of(std::string_view channel,
                                                   std::string_view partner, std::string_view key) {
  static const std::string sql =
      std::string(kDeliveryColumns) +
      "FROM deliveries WHERE channel = ?1 AND partner = ?2 AND delivery_key = ?3 "
      "  AND delivery_key <> '' AND repeats IS NULL AND error_class IS NULL";
  Statement row = connection_.prepare(sql);
  row.bind_all(channel, partner, key);
  if (!row.step()) return std::nullopt;
  return read_delivery(row);
}

std::optional<StoredDelivery> Session::delivery(std::uint64_t number) {
  static const std::string sql =
      std::string(kDeliveryColumns) + "FROM deliveries WHERE number = ?1";
  Statement row = connection_.prepare(sql);
  row.bind_all(sql_limit(number));
  if (!row.step()) return std::nullopt;
  return read_delivery(row);
}

std::vector<StoredDelivery> Session::deliveries(const DeliveryFilter& filter) {
  std::vector<StoredDelivery> found;
  static const std::string sql =
      std::string(kDeliveryColumns) +
      "FROM deliveries "
      "WHERE number < ?1 AND (?2 = '' OR channel = ?2) AND (?3 = '' OR partner = ?3) "
      "  AND (?4 = 0 OR error_class IS NOT NULL) "
      "  AND (?5 = '' OR number IN (SELECT delivery FROM delivery_files WHERE message = "
      "                             (SELECT arrival FROM messages WHERE id = ?5))) "
      "ORDER BY number DESC LIMIT ?6";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(sql_limit(filter.before), filter.channel, filter.partner,
                std::int64_t{filter.refused_only}, filter.message, sql_limit(filter.limit));
  while (rows.step()) found.push_back(read_delivery(rows));
  return found;
}

std::uint64_t Session::first_delivery(std::string_view message) {
  Statement row = connection_.prepare(
      "SELECT min(delivery) FROM delivery_files "
      "WHERE message = (SELECT arrival FROM messages WHERE id = ?1)");
  row.bind_all(message);
  row.step();
  return static_cast<std::uint64_t>(row.optional_integer(0).value_or(0));
}

bool Session::delivery_bytes(std::uint64_t number,
                             const std::function<void(std::string_view)>& visit) {
  Statement row = connection_.prepare("SELECT as_received FROM deliveries WHERE number = ?1");
  row.bind_all(sql_limit(number));
  if (!row.step()) return false;
  const auto payload = row.optional_integer(0);
  return payload && payload_bytes(*payload, visit);
}

std::uint64_t Session::add_delivery(const StoredDelivery& delivery, ByteSource* as_received) {
  std::optional<std::int64_t> payload;
  if (as_received != nullptr) {
    KeptBytes kept;
    payload = add_payload(*as_received, kept);
  }
  std::optional<std::int64_t> repeats;
  if (delivery.repeats != 0) repeats = sql_limit(delivery.repeats);
  const TroubleColumns refused(delivery.refused);
  connection_.run(
      "INSERT INTO deliveries (channel, partner, user, delivery_key, facts, answer, received_at, "
      "                        repeats, error_class, code, message, mend, as_received) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
      delivery.channel, delivery.partner, delivery.user, delivery.key, facts_json(delivery.facts),
      delivery.answer, seconds_of(delivery.received_at), repeats, refused.error_class, refused.code,
      refused.message, refused.mend, payload);
  const std::int64_t number = connection_.last_rowid();
  Statement file = connection_.prepare(
      "INSERT INTO delivery_files (delivery, position, message, file_name, content_type) "
      "VALUES (?1, ?2, ?3, ?4, ?5)");
  std::int64_t position = 0;
  for (const DeliveredFile& each : delivery.files)
    file.run(number, position++, arrival_of(each.message), each.file_name, each.content_type);
  return static_cast<std::uint64_t>(number);
}

}  // namespace weighbridge::store::sqlite
