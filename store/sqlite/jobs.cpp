#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

// What was never put off is due whatever the clock says: it may have been ahead when the message
// came.
std::vector<std::string> Session::due_jobs(Instant now, std::size_t limit) {
  std::vector<std::string> found;
  Statement rows = connection_.prepare(
      "SELECT id FROM jobs JOIN messages ON arrival = jobs.message "
      "WHERE state = 'waiting' AND (due <= ?1 OR due = since) ORDER BY jobs.message LIMIT ?2");
  rows.bind_all(seconds_of(now), sql_limit(limit));
  while (rows.step()) found.push_back(rows.text(0));
  return found;
}

std::optional<Job> Session::job(std::string_view message) {
  Statement row = connection_.prepare(
      "SELECT state, tries, since, due, partition, error_class, code, text, mend FROM jobs "
      "WHERE message = (SELECT arrival FROM messages WHERE id = ?1)");
  row.bind_all(message);
  if (!row.step()) return std::nullopt;
  const auto state = job_state_from(row.text(0));
  if (!state) connection_.damaged("a job is in the unknown state '" + row.text(0) + "'");
  Job job;
  job.message = message;
  job.state = *state;
  job.tries = static_cast<unsigned>(row.integer(1));
  job.since = row.instant(2);
  job.due = row.instant(3);
  job.partition = static_cast<std::uint32_t>(row.integer(4));
  job.trouble = read_trouble(row, 5);
  return job;
}

QueueLength Session::job_queue() {
  QueueLength queue;
  Statement row = connection_.prepare(
      "SELECT count(*), min(since) FROM jobs INDEXED BY jobs_waiting WHERE state = 'waiting'");
  row.step();
  queue.waiting = static_cast<std::uint64_t>(row.integer(0));
  queue.oldest = optional_instant(row, 1);
  queue.given_up = static_cast<std::uint64_t>(connection_.integer(
      "SELECT count(*) FROM jobs INDEXED BY jobs_failed WHERE state = 'failed'"));
  return queue;
}

void Session::put_job(const Job& job) {
  const TroubleColumns trouble(job.trouble);
  connection_.run(
      "INSERT INTO jobs (message, partition, state, tries, since, due, error_class, code, text, "
      "                  mend) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (message) DO UPDATE SET "
      "state = ?3, tries = ?4, since = ?5, due = ?6, error_class = ?7, code = ?8, text = ?9, "
      "mend = ?10",
      arrival_of(job.message), std::int64_t{job.partition}, to_string_view(job.state),
      std::int64_t{job.tries}, seconds_of(job.since), seconds_of(job.due), trouble.error_class,
      trouble.code, trouble.message, trouble.mend);
}

}  // namespace weighbridge::store::sqlite
