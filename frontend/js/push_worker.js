// Shows what is pushed, and leads there.
addEventListener("push", (event) => {
  const { title, text, path } = event.data.json();
  const look = { body: text, data: path, tag: path, icon: "/static/mark-192.png" };
  event.waitUntil(registration.showNotification(title, look));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data));
});
