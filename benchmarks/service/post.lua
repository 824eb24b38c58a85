-- Posts the lines of the file BODIES to the address, one after the other; waits PAUSE ms before each,
-- now more and now less, as strangers do: connections that all wait alike would all ask at once.
-- What came of it is printed as JSON: counts, and microseconds.
local requests, last = {}, 0

init = function()
  for body in io.lines(os.getenv("BODIES")) do
    requests[#requests + 1] = wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
  end
  last = math.random(#requests)
end

request = function()
  last = last % #requests + 1
  return requests[last]
end

if os.getenv("PAUSE") then
  local mean = tonumber(os.getenv("PAUSE"))
  delay = function() return math.floor(-mean * math.log(1 - math.random())) end
end

done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "duration": %d, "median": %d, "p99": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed))
end
