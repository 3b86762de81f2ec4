namespace Regulars.Journal.Import.Recognition;

/// <summary>The headings of English exports, folded, the surest of each meaning first.</summary>
internal static partial class HeadingWords
{
    private const string English =
        """
        OrderNumber: order number|order no|order id|order|order name|order ref|order reference|invoice no|invoice number|invoice id|invoice|receipt no|receipt number|receipt id|receipt|transaction id|transaction no|transaction number|transaction|sale id|sale no|sales id|purchase id|document number|document no|document|doc no|check no|check number|cheque no|bill no|bill number|ticket number|basket id
        OrderDate: order date|date of order|order created at|created at|order placed at|placed at|purchase date|date of purchase|sale date|sales date|invoice date|transaction date|receipt date|document date|order datetime|order date time|order time|date created|created date|order created|date created gmt|date time|datetime|date and time|timestamp|time stamp|date|created|day|paid at|paid date|date paid
        TimeOfDay: time|time of day|sale time
        LineDate: line date|item date
        ChangedAt: changed at|updated at|modified at|last modified|date modified|modified date|last update
        CancelledAt: cancelled at|canceled at|cancellation date|cancelled date
        CustomerNumber: customer id|customer number|customer no|customer code|client id|client number|client no|client code|buyer id|user id|member id|member number|member no|account number|account id|customer user|shopper id|contact id|guest id|patient id
        ?Customer: customer|client|buyer|member|user|customer ref|shopper|contact|account
        CustomerName: customer name|client name|buyer name|full name|billing name|billing full name|full name billing|name of customer|customer full name|recipient name|recipient|contact name|shipping name|name
        FirstName: first name|billing first name|first name billing|customer first name|given name|forename|shipping first name
        LastName: last name|billing last name|last name billing|customer last name|surname|family name|shipping last name
        Email: email|e mail|email address|e mail address|customer email|customer e mail|billing email|email billing|client email|client e mail|buyer email|contact email|mail
        Phone: phone|phone number|telephone|telephone number|mobile|mobile phone|mobile number|customer phone|billing phone|phone billing|client phone|cell phone|contact phone|tel
        Card: card number|loyalty card|loyalty card number|card no|loyalty number|club card|discount card|bonus card|card id|membership card|card
        Birthday: birthday|birth date|date of birth|birthdate|dob
        Language: language|locale|customer language|lang
        City: city|town|billing city|city billing|customer city|shipping city|city shipping
        Country: country|billing country|country billing|country code|country code billing|customer country|country name|shipping country|country code shipping
        ProductCode: product code|product id|sku|stock code|stockcode|item code|item sku|product sku|item id|article number|article no|article code|article|part number|item number|variant sku|barcode|ean
        ProductName: product name|product|item name|item|description|product description|item description|product title|line item name|article name|name of product|goods|title
        Category: category|product category|item category|category name|product group|product type|categories|department|group
        Quantity: quantity|qty|item quantity|quantity sold|quantity ordered|units sold|units|items sold|number of items|pieces|pcs|count|items
        UnitPrice: unit price|price per unit|price per item|price each|item price|product price|selling price|sale price|unit price gross|gross price|price gross|price
        LineValue: line total|line value|line amount|line sum|item total|item subtotal|row total|extended price|line price
        ?Amount: amount|total|sum|value|total amount|sales amount|total price|price total|total value|gross amount|revenue|sales|turnover|total sales|net sales|net amount|purchase amount|amount paid|paid amount|amount spent|spent|paid|money
        OrderTotal: order total|order amount|order value|order sum|order total amount|invoice total|invoice amount|receipt total|basket value|order price|transaction amount|transaction value|transaction total|net revenue|n revenue|total without shipping
        OrderSubtotal: order subtotal|order subtotal amount|subtotal|sub total
        OrderTotalWithShipping: grand total|total with shipping|total including shipping|total incl shipping|order total with shipping
        OrderDiscount: order discount|discount total|total discount|cart discount|cart discount amount|order discount amount|total discounts|discount amount|coupon amount
        LineDiscount: line discount|item discount|line item discount|product discount
        ?Discount: discount|discount value|rebate
        Shipping: shipping|shipping cost|shipping amount|shipping total|order shipping amount|order shipping|shipping fee|shipping price|delivery cost|delivery price|delivery fee|delivery|postage|freight
        Cost: cost of goods|cogs|line cost|total cost|cost total|cost
        UnitCost: unit cost|purchase price|cost price|cost per item|buying price|wholesale price
        Status: order status|status|financial status|order state|transaction type|document type|operation type|operation|sale type|type|state
        SecondaryStatus: payment status|delivery status
        Refunded: refunded amount|refund amount|amount refunded|order refund amount|total refunded|refund total|refunded|refund
        ReturnMarker: is return|return flag|is returned|is refund|return|returned
        ReturnOf: return of|original order|original order number|original invoice|original receipt|refund of|returned order|parent order|parent order id
        Store: store|shop|store name|shop name|outlet|branch|store id|shop id|store code|point of sale|pos|location|salon|warehouse
        Channel: channel|sales channel|order source|source|traffic source|origin|attribution|utm source|platform
        Staff: staff|employee|cashier|seller|salesperson|sales person|sales rep|served by|manager|operator|assistant
        Payment: payment method|payment method title|payment type|paid by|payment gateway|method of payment|payment form|payment|tender
        Currency: currency|currency code|order currency|transaction currency
        Rate: exchange rate|currency rate|fx rate|rate
        ?Number: no|number|id|nr
        Ignore: tax|taxes|vat|vat amount|vat rate|tax amount|total tax|order tax|note|notes|comment|comments|customer note|address|billing address|shipping address|delivery address|postcode|zip|billing zip|shipping zip|company|billing company|coupon code|discount code|brand|vendor|manufacturer|shipping method|delivery method|tags|weight|item no|row|row no|line|line no|line number|customer type|shipping date|delivery date|due date|tracking number|currency symbol|ip address|user agent|size|color|colour|url|image|payment date|region|province|state code|age|gender|sex
        """;
}
