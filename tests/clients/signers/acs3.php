<?php
// PutContact with PHP and its extension curl: ACS3-HMAC-SHA256, parameters in a form.
// Usage: acs3.php NAME DESCRIPTION
//   CMS_URL  where to send it (default: the cloud's own host)

$url = getenv('CMS_URL') ?: 'https://metrics.cn-hangzhou.aliyuncs.com';
$body = http_build_query(
    ['ContactName' => $argv[1], 'Describe' => $argv[2], 'Channels.Mail' => 'ops@example.com'], '', '&', PHP_QUERY_RFC3986);
$headers = [
    'content-type' => 'application/x-www-form-urlencoded',
    'host' => preg_replace('#^https?://#', '', $url),
    'x-acs-action' => 'PutContact',
    'x-acs-content-sha256' => hash('sha256', $body),
    'x-acs-date' => gmdate('Y-m-d\TH:i:s\Z'),
    'x-acs-signature-nonce' => bin2hex(random_bytes(16)),
    'x-acs-version' => '2019-01-01',
]; // in the order of their names, as the signature wants them
$signed = implode(';', array_keys($headers));
$lines = array_map(fn($name) => "$name:$headers[$name]", array_keys($headers));
$canonical = implode("\n", ['POST', '/', '', ...$lines, '', $signed, $headers['x-acs-content-sha256']]);
$signature = hash_hmac('sha256', "ACS3-HMAC-SHA256\n" . hash('sha256', $canonical), getenv('ALIBABA_CLOUD_ACCESS_KEY_SECRET'));
$lines[] = 'Authorization: ACS3-HMAC-SHA256 Credential=' . getenv('ALIBABA_CLOUD_ACCESS_KEY_ID')
    . ",SignedHeaders=$signed,Signature=$signature";

$call = curl_init("$url/");
curl_setopt_array($call, [CURLOPT_POSTFIELDS => $body, CURLOPT_HTTPHEADER => $lines, CURLOPT_RETURNTRANSFER => true]);
$answer = curl_exec($call);
fwrite(STDERR, curl_error($call));
echo $answer;
exit($answer !== false && curl_getinfo($call, CURLINFO_RESPONSE_CODE) < 400 ? 0 : 1);
