#include "tests/gateway/program.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace weighbridge {
namespace {

std::string slurp(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void redirect(int descriptor, const std::string& path, int flags) {
  const int opened = ::open(path.c_str(), flags, 0600);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(126);
}

[[noreturn]] void become(const std::vector<std::string>& words, const ProgramSetting& setting,
                         const std::string& in, const std::string& out, const std::string& err) {
  redirect(STDIN_FILENO, in, O_RDONLY);
  redirect(STDOUT_FILENO, setting.out_path.empty() ? out : setting.out_path, O_WRONLY | O_CREAT);
  redirect(STDERR_FILENO, err, O_WRONLY | O_CREAT);
  if (!setting.folder.empty() && ::chdir(setting.folder.c_str()) != 0) ::_exit(126);
  for (const std::string& pair : setting.environment) {
    const std::size_t cut = pair.find('=');
    ::setenv(pair.substr(0, cut).c_str(), pair.substr(cut + 1).c_str(), 1);
  }
  std::string program = WEIGHBRIDGE_BINARY_DIR "/weighbridge";
  std::vector<std::string> texts = words;
  std::vector<char*> arguments{program.data()};
  for (std::string& text : texts) arguments.push_back(text.data());
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  ::_exit(127);
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& words, const ProgramSetting& setting) {
  const TempFolder streams;
  const std::string in = streams.write("in", setting.input);
  const std::string out = streams.write("out", "");
  const std::string err = streams.write("err", "");
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) become(words, setting, in, out, err);
  int raw = 0;
  while (::waitpid(child, &raw, 0) < 0 && errno == EINTR) {
  }
  ProgramRun run;
  run.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : -WTERMSIG(raw);
  run.out = slurp(out);
  run.err = slurp(err);
  return run;
}

}  // namespace weighbridge
