-- Returns the history of a stream at one moment. Begins its epoch if it has none, so that a subscriber
-- that comes before the first publication has a position that is valid on every bridge.
-- KEYS  numbering: hash with epoch and newest offset; history: Redis Stream
-- ARGV  run id of this Redis, the most entries, ttl in ms, a fresh epoch
-- Returns {epoch, newest offset or 0, second up to which some message is not held, 1 if Rails has broadcast
-- on it lately, entries with the newest first}; an entry is {offset, seconds, publication}
local epoch, run, offset, last, lacking, rails =
  unpack(redis.call('HMGET', KEYS[1], 'epoch', 'run', 'offset', 'seconds', 'lacking', 'rails'))
local most, ttl = tonumber(ARGV[2]), tonumber(ARGV[3])
if not epoch or run ~= ARGV[1] then
  redis.call('DEL', KEYS[2])
  redis.call('HDEL', KEYS[1], 'offset', 'bytes', 'seconds', 'lacking')
  redis.call('HSET', KEYS[1], 'epoch', ARGV[4], 'run', ARGV[1])
  epoch, offset = ARGV[4], nil
end
if not offset then
  if not rails then
    -- Clients choose names freely; a name without publications does not stay in Redis for long.
    redis.call('PEXPIRE', KEYS[1], math.max(ttl, 60000))
  end
  return { epoch, '0', '0', rails and 1 or 0, {} }
end
local seconds = redis.call('TIME')[1]
local kept = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', most + 1)
local entries = {}
if #kept == 0 then
  lacking = last
end
for _, entry in ipairs(kept) do
  if #entries == most or (tonumber(seconds) - tonumber(entry[2][2])) * 1000 > ttl then
    lacking = entry[2][2]
    break
  end
  entries[#entries + 1] = { string.sub(entry[1], 1, -3), entry[2][2], entry[2][4] }
end
return { epoch, offset, lacking or '0', rails and 1 or 0, entries }
