-- Numbers a publication, keeps it, and tells every bridge; all or nothing.
-- KEYS  numbering (hash), history (Redis Stream)
-- ARGV  channel of the bridges, publication (the inside of a JSON object), run id of this Redis,
--       a fresh epoch, limit, bytes, ttl in ms, life of a numbering in ms
local numbering, history = KEYS[1], KEYS[2]
local channel, publication, run, fresh = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local limit, bytes, ttl, life = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local epoch, known_run, rails = unpack(redis.call('HMGET', numbering, 'epoch', 'run', 'rails'))

-- A Redis that was started again may have forgotten the newest numbers, and would give them twice.
-- A stream on which Rails broadcast long ago begins anew, so that its new positions prove something.
local outlived = rails and now - tonumber(rails) > life
if not epoch or known_run ~= run or outlived then
  epoch = fresh
  redis.call('DEL', history)
  redis.call('HDEL', numbering, 'offset', 'bytes', 'seconds', 'lacking')
  redis.call('HSET', numbering, 'epoch', epoch, 'run', run)
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
  -- Of this second, and of earlier ones, something is not held.
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
  -- Entries on the far side of a hole would be taken for all there is.
  redis.call('DEL', history)
end
redis.call('PUBLISH', channel,
  '{"epoch":"' .. epoch .. '","offset":' .. string.format('%.0f', offset) .. ',"seconds":' .. seconds .. ',' .. publication .. '}')
return offset
