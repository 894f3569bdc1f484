-- Numbers a publication, keeps it, and sends it to every bridge: all of that or nothing.
-- KEYS  numbering: hash with epoch and newest offset; history: Redis Stream
-- ARGV  channel of the bridges, publication (the inside of a JSON object), run id of this Redis,
--       a fresh epoch, limit, bytes, ttl in ms, life of an epoch in ms
local numbering, history = KEYS[1], KEYS[2]
local channel, publication, run, fresh = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local limit, bytes, ttl, life = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local epoch, known_run, rails = unpack(redis.call('HMGET', numbering, 'epoch', 'run', 'rails'))

-- A restarted Redis may have lost the newest offsets, and would assign them twice: a new epoch begins.
-- So it does on a stream on which Rails broadcast long ago: positions then prove something again.
local outlived = rails and now - tonumber(rails) > life
if not epoch or known_run ~= run or outlived then
  epoch = fresh
  -- First of all: a Redis that is full refuses a script at its first write only, and a DEL not even there.
  redis.call('HSET', numbering, 'epoch', epoch, 'run', run)
  redis.call('DEL', history)
  redis.call('HDEL', numbering, 'offset', 'bytes', 'seconds', 'lacking')
  if outlived then
    redis.call('HDEL', numbering, 'rails')
  end
end
local offset = redis.call('HINCRBY', numbering, 'offset', 1)
redis.call('PEXPIRE', numbering, life)

local seconds = clock[1]
local before = redis.call('HGET', numbering, 'seconds')
redis.call('HSET', numbering, 'seconds', seconds)
if limit > 0 and ttl > 0 and #publication <= bytes then
  local kept = redis.call('XLEN', history)
  local held = #publication
  -- Some message of this second, or of an earlier one, is not held.
  local lacking
  if kept > 0 then
    held = held + tonumber(redis.call('HGET', numbering, 'bytes') or 0)
  else
    lacking = before
  end
  redis.call('XADD', history, offset .. '-0', 's', seconds, 'p', publication)
  kept = kept + 1
  while kept > 1 do
    local oldest = redis.call('XRANGE', history, '-', '+', 'COUNT', 1)[1]
    local past = (tonumber(seconds) - tonumber(oldest[2][2])) * 1000 > ttl
    if kept <= limit and held <= bytes and not past then
      break
    end
    redis.call('XDEL', history, oldest[1])
    lacking = oldest[2][2]
    held = held - #oldest[2][4]
    kept = kept - 1
  end
  redis.call('HSET', numbering, 'bytes', held)
  if lacking then
    redis.call('HSET', numbering, 'lacking', lacking)
  end
  redis.call('PEXPIRE', history, ttl)
else
  -- Entries before a gap would be taken for the whole history.
  redis.call('DEL', history)
end
redis.call('PUBLISH', channel,
  '{"epoch":"' .. epoch .. '","offset":' .. string.format('%.0f', offset) .. ',"seconds":' .. seconds .. ',' .. publication .. '}')
return offset
